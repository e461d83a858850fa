import { MeshKind } from './TargetStatus';

/** What a pod has, as an object of a sentence. */
export const meshNames: Record<MeshKind, string> = {
  'istio-sidecar': 'a sidecar',
  'istio-ambient': 'ambient',
  linkerd: "Linkerd's proxy",
  none: 'no proxy',
  unknown: 'an unknown proxy',
};

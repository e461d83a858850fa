import { Pod } from '../../kubernetes/KubernetesObject';
import {
  annotationField,
  AnnotationUse,
  annotationUses,
} from './annotationUses';
import { about, MeshRule } from './MeshRule';

/** What Istio's CNI plugin sets on pods. */
const BY_CNI = [
  'sidecar.istio.io/interceptionMode',
  'traffic.sidecar.istio.io/excludeInboundPorts',
  'traffic.sidecar.istio.io/includeInboundPorts',
  'traffic.sidecar.istio.io/includeOutboundIPRanges',
];

/**
 * An annotation that may change or go with any release of Istio. Most of those that everybody uses are such, so that this is
 * told only to who asks.
 *
 * Source: istio pkg/config/analysis/analyzers/maturity/maturity.go.
 */
export const annotationAlpha: MeshRule = view =>
  annotationUses(view)
    .filter(use => use.known?.maturity === 'alpha' && !isSetByCni(use))
    .map(({ object, name }) => ({
      severity: 'info',
      object: about(object, annotationField(name)),
      message: `The annotation ${name} is alpha: the next release of Istio may read it otherwise or not at all.`,
      action: 'Read the release notes for it before an upgrade.',
    }));

function isSetByCni({ object, name }: AnnotationUse): boolean {
  const { initContainers = [] } = (object as Pod).spec ?? {};
  return (
    object.kind === 'Pod' &&
    BY_CNI.includes(name) &&
    !initContainers.some(container => container.name === 'istio-init')
  );
}

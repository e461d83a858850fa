import { KubernetesObject } from '../../kubernetes/KubernetesObject';
import { IstioAnnotation, istioAnnotations } from './istioAnnotations';
import { memoByView } from './memoByView';

/** One annotation in Istio's name on an object. */
export interface AnnotationUse {
  object: KubernetesObject;
  name: string;
  value: string;
  /** Undefined for a name that Istio does not have. */
  known: IstioAnnotation | undefined;
}

const KINDS = [
  'Namespace',
  'Service',
  'Pod',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'Rollout',
];

/** What Istio sets by itself, on whatever it makes. */
const OWN = new Set([
  'gateway.istio.io/controller-version',
  'istio.io/rev',
  'sidecar.istio.io/status',
]);
const MANAGED_GATEWAY = 'gateway.istio.io/managed';

/**
 * Annotations of Istio that people set. What Istio makes for a Gateway of the Gateway API has those of the Gateway, which
 * nobody meant for it.
 *
 * Source: istio pkg/config/analysis/analyzers/annotations/annotations.go, `istioAnnotation`.
 */
export const annotationUses = memoByView(view =>
  KINDS.flatMap(kind => view.listAll<KubernetesObject>(kind))
    .filter(
      ({ metadata: { labels, annotations } }) =>
        annotations && labels?.[MANAGED_GATEWAY] === undefined,
    )
    .flatMap(object =>
      Object.entries(object.metadata.annotations ?? {})
        .filter(([name]) => isIstios(name) && !OWN.has(name))
        .map(([name, value]): AnnotationUse => ({
          object,
          name,
          value,
          known: Object.hasOwn(istioAnnotations, name)
            ? istioAnnotations[name]
            : undefined,
        })),
    ),
);

function isIstios(name: string): boolean {
  return (
    name.split('/')[0].endsWith('istio.io') ||
    name === 'kubernetes.io/ingress.class'
  );
}

/** The path of an annotation in its object. */
export function annotationField(name: string): string {
  return `metadata.annotations[${name}]`;
}

/** Whether it does something where it is. */
export function isInPlace({ object: { kind }, known }: AnnotationUse): boolean {
  return known !== undefined && ['any', kind].some(on => known.on.includes(on));
}

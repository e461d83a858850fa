import { KubernetesObject } from '../../kubernetes/KubernetesObject';

/** What applies an object from Git, again and again. */
export interface GitOpsOwner {
  tool: 'Argo CD' | 'Flux';
  /** Of the Application, or `namespace/name` of the Kustomization. */
  name: string;
  /** That it leaves the object alone once it is there. */
  leavesAlone: boolean;
}

const TRACKING_ID = 'argocd.argoproj.io/tracking-id';
const INSTANCE = 'argocd.argoproj.io/instance';
const FLUX = 'kustomize.toolkit.fluxcd.io';

/**
 * The GitOps controller that an object's own labels and annotations name. Undefined when they name none; then the object may
 * still be applied by something that leaves no mark.
 *
 * Source: argo-cd util/argo/resource_tracking.go; flux kustomize-controller internal/controller/kustomization_controller.go.
 */
export function gitOpsOwner({
  kind,
  metadata,
}: KubernetesObject): GitOpsOwner | undefined {
  const { labels = {}, annotations = {} } = metadata ?? {};
  // An annotation that was copied from another object names that object.
  const tracked =
    /^([^:]+):[^:]*\/([^:/]+):(?:[^/]*)\/(.+)$/.exec(
      String(annotations?.[TRACKING_ID] ?? ''),
    ) ?? [];
  const [, application, ofKind, ofName] = tracked;
  if (application && ofKind === kind && ofName === metadata?.name) {
    return { tool: 'Argo CD', name: application, leavesAlone: false };
  }
  if (labels?.[INSTANCE]) {
    return { tool: 'Argo CD', name: labels[INSTANCE], leavesAlone: false };
  }
  const name = labels?.[`${FLUX}/name`];
  const namespace = labels?.[`${FLUX}/namespace`];
  return name
    ? {
        tool: 'Flux',
        name: namespace ? `${namespace}/${name}` : name,
        leavesAlone:
          annotations?.[`${FLUX}/reconcile`] === 'disabled' ||
          /^(ignore|ifnotpresent)$/i.test(
            String(annotations?.[`${FLUX}/ssa`] ?? ''),
          ),
      }
    : undefined;
}

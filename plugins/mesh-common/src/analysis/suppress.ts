import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { Finding } from '../status/Finding';
import { ClusterView } from '../view/ClusterView';

/** A finding that need not be told, and why. */
export interface Suppressed {
  finding: Finding;
  reason: string;
}

/** `CODE: reason`, one a line. Without a reason it does not count. */
export const ignoreAnnotation = 'onmesh.io/ignore';
/** Codes separated by commas, as `istioctl analyze` reads them. */
const ISTIO_SUPPRESS = 'galley.istio.io/analyze-suppress';

/**
 * Sets aside what an object says of itself need not be told.
 *
 * Source of Istio's annotation: istio pkg/config/analysis/local/istiod_analyze.go.
 */
export function suppress(
  view: ClusterView,
  found: readonly Finding[],
): { findings: Finding[]; suppressed: Suppressed[] } {
  const findings: Finding[] = [];
  const suppressed: Suppressed[] = [];
  for (const finding of found) {
    const reason = reasonOf(view, finding);
    if (reason === undefined) {
      findings.push(finding);
    } else {
      suppressed.push({ finding, reason });
    }
  }
  return { findings, suppressed };
}

function reasonOf(
  view: ClusterView,
  { code, object }: Finding,
): string | undefined {
  const { annotations = {} } =
    (object &&
      view.get<KubernetesObject>(
        object.kind,
        object.namespace ?? '',
        object.name,
      )?.metadata) ??
    {};
  const own = (annotations[ignoreAnnotation] ?? '')
    .split('\n')
    .map(line => /^\s*(\S+)\s*:\s*(\S.*?)\s*$/.exec(line))
    .find(match => match?.[1] === code)?.[2];
  const istios = (annotations[ISTIO_SUPPRESS] ?? '')
    .split(',')
    .map(entry => entry.trim())
    .some(entry => entry === '*' || entry === code);
  return own ?? (istios ? `${ISTIO_SUPPRESS} names it.` : undefined);
}

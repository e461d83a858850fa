import { ambientAuthorizer } from '../istio/waypoint';
import { Pod } from '../kubernetes/KubernetesObject';
import { proxyOf } from '../status/podProxy';
import { acceptedOn } from '../status/portMtls';
import { waypointSetup } from '../status/waypointSetup';
import { ClusterView } from '../view/ClusterView';
import { prometheusPods } from './prometheusPods';
import { Rule } from './Rule';

const SCRAPE = 'prometheus.io/scrape';
const PORT = 'prometheus.io/port';
const PATH = 'prometheus.io/path';
const MERGE = 'prometheus.istio.io/merge-metrics';

/**
 * Metrics are scraped from a port of the application itself, which a sidecar does not merge with its own or ztunnel carries,
 * and whoever scrapes is refused there: by mTLS, as Prometheus comes in plaintext, or by a rule that does not name it.
 *
 * Source: istio pkg/kube/inject/webhook.go, `applyPrometheusMerge`; Istio's documentation of its integration with Prometheus.
 */
export const scrapeIsRefused: Rule = ({ view, workload, status }) => {
  const { annotations } = workload.template;
  const { mesh, enrolment } = status;
  const port = Number(annotations[PORT]);
  const isMerged = mesh === 'istio-sidecar' && annotations[MERGE] !== 'false';
  if (
    annotations[SCRAPE] !== 'true' ||
    !Number.isInteger(port) ||
    (mesh !== 'istio-sidecar' && mesh !== 'istio-ambient') ||
    isMerged ||
    view.unreadable('AuthorizationPolicy')
  ) {
    return [];
  }
  const { past } = ambientAuthorizer(waypointSetup({ view, workload, mesh }));
  const { accepts, reason } = acceptedOn(
    { view, workload, mesh, enrolment },
    { port },
  );
  const why = scrapers(view, mesh).map(principal => {
    if (principal === null && accepts === 'mtls-only') {
      return `Prometheus comes in plaintext. ${reason}`;
    }
    const decision = past({
      source: { principal },
      port,
      protocol: 'http',
      method: 'GET',
      path: annotations[PATH] ?? '/metrics',
    });
    return decision.verdict === 'denied'
      ? `${principal === null ? 'Prometheus comes in plaintext' : `It comes as ${principal}`}. ${decision.reason}`
      : undefined;
  });
  const [first] = why;
  return first === undefined || why.includes(undefined)
    ? []
    : [
        {
          severity: 'warning',
          object: {
            kind: workload.kind,
            namespace: workload.namespace.metadata.name,
            name: workload.name,
            field: `spec.template.metadata.annotations[${PORT}]`,
            value: annotations[PORT],
          },
          message: `Metrics cannot be scraped on port ${port}. ${first}`,
          action:
            mesh === 'istio-sidecar'
              ? `Remove ${MERGE}, so that the sidecar serves them with its own; or accept plaintext on the port and allow GET there.`
              : 'Take Prometheus into ambient and let its service account call; or accept plaintext on the port and allow it to everybody.',
        },
      ];
};

/** As whom metrics may be scraped, null for plaintext: with a sidecar the addresses of pods are called in plaintext too. */
function scrapers(view: ClusterView, mesh: string): (string | null)[] {
  if (mesh === 'istio-sidecar') {
    return [null];
  }
  const principalOf = ({ metadata, spec }: Pod) =>
    `${view.mesh.trustDomain}/ns/${metadata.namespace}/sa/${spec?.serviceAccountName ?? 'default'}`;
  return [
    ...new Set(
      prometheusPods(view).map(pod =>
        proxyOf(pod) === 'istio-ambient' ? principalOf(pod) : null,
      ),
    ),
  ];
}

import { ambientAuthorizer } from '../istio/waypoint';
import { Pod } from '../kubernetes/KubernetesObject';
import { describeEvidence } from '../status/Evidence';
import { proxyOf } from '../status/podProxy';
import { acceptedOn, keepsFromSidecar } from '../status/portMtls';
import { waypointSetup } from '../status/waypointSetup';
import { Workload } from '../status/Workload';
import { ClusterView } from '../view/ClusterView';
import { monitoredScrapes, Scrape } from './monitoredScrapes';
import { prometheusPods } from './prometheusPods';
import { Rule, RuleContext } from './Rule';

const SCRAPE = 'prometheus.io/scrape';
const PORT = 'prometheus.io/port';
const PATH = 'prometheus.io/path';
const MERGE = 'prometheus.istio.io/merge-metrics';

/** Ports of the proxy itself, which it leaves open for scrapes: its agent's and its own. */
const OF_PROXY = [15020, 15090];

/**
 * Metrics are scraped from a port of the application itself, by its annotations or by a monitor of the Prometheus operator, and
 * whoever scrapes is refused there: by mTLS, as Prometheus comes in plaintext, or by a rule that does not name it. What a sidecar
 * merges with its own is scraped from the sidecar, unless a monitor goes past it.
 *
 * Source: istio pkg/kube/inject/webhook.go, `applyPrometheusMerge`; Istio's documentation of its integration with Prometheus.
 */
export const scrapeIsRefused: Rule = context => {
  const { view, workload, status } = context;
  const { mesh } = status;
  if (
    (mesh !== 'istio-sidecar' && mesh !== 'istio-ambient') ||
    view.unreadable('AuthorizationPolicy')
  ) {
    return [];
  }
  const annotated = annotatedScrape(workload);
  const isMerged =
    mesh === 'istio-sidecar' &&
    workload.template.annotations[MERGE] !== 'false';
  const scrapes = [
    ...(annotated && !isMerged ? [annotated] : []),
    ...monitoredScrapes(view, workload).filter(
      ({ port }) => mesh === 'istio-ambient' || !OF_PROXY.includes(port),
    ),
  ];
  const whyRefused = scrapes.length > 0 ? refusals(context) : () => undefined;
  return scrapes.flatMap(scrape => {
    const why = whyRefused(scrape);
    return why === undefined
      ? []
      : [
          {
            severity: 'warning',
            object: scrape.evidence,
            message: `${scrape === annotated ? `Metrics cannot be scraped on port ${scrape.port}` : `${describeEvidence(scrape.evidence)} cannot scrape port ${scrape.port} of ${workload.name}`}. ${why}`,
            action:
              mesh === 'istio-sidecar'
                ? throughSidecar(scrape === annotated, isMerged)
                : 'Take Prometheus into ambient and let its service account call; or accept plaintext on the port and allow it to everybody.',
          },
        ];
  });
};

function throughSidecar(isAnnotated: boolean, isMerged: boolean): string {
  const otherwise = 'or accept plaintext on the port and allow GET there.';
  if (isAnnotated) {
    return `Remove ${MERGE}, so that the sidecar serves them with its own; ${otherwise}`;
  }
  return `Scrape /stats/prometheus on port 15020, where the sidecar serves them with its own ${isMerged ? '' : `once ${MERGE} is gone and `}as ${SCRAPE}, ${PORT} and ${PATH} of the pods say where they are; ${otherwise}`;
}

function annotatedScrape({
  kind,
  namespace,
  name,
  template: { annotations },
}: Workload): Scrape | undefined {
  const port = Number(annotations[PORT]);
  return annotations[SCRAPE] !== 'true' || !Number.isInteger(port)
    ? undefined
    : {
        evidence: {
          kind,
          namespace: namespace.metadata.name,
          name,
          field: `spec.template.metadata.annotations[${PORT}]`,
          value: annotations[PORT],
        },
        port,
        path: annotations[PATH] ?? '/metrics',
      };
}

/** Why a scrape is refused, as whoever of those it may come as; undefined where one of them is let in. */
function refusals({
  view,
  workload,
  status: { mesh, enrolment },
}: RuleContext): (scrape: Scrape) => string | undefined {
  const { past } = ambientAuthorizer(waypointSetup({ view, workload, mesh }));
  const all = scrapers(view, mesh);
  return ({ port, path }) => {
    if (keepsFromSidecar({ workload, mesh }, port) !== undefined) {
      return undefined;
    }
    const { accepts, reason } = acceptedOn(
      { view, workload, mesh, enrolment },
      { port },
    );
    const why = all.map(principal => {
      if (principal === null && accepts === 'mtls-only') {
        return `Prometheus comes in plaintext. ${reason}`;
      }
      const decision = past({
        source: { principal },
        port,
        protocol: 'http',
        method: 'GET',
        path,
      });
      return decision.verdict === 'denied'
        ? `${principal === null ? 'Prometheus comes in plaintext' : `It comes as ${principal}`}. ${decision.reason}`
        : undefined;
    });
    return why.includes(undefined) ? undefined : why[0];
  };
}

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

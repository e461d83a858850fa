import { Workload } from '../../status/Workload';
import { RuleContext } from '../Rule';
import { MeshConnection, verdictIn } from './MeshConnection';
import { workloadPod } from './networkPods';

/** Where the agent in a sidecar serves the metrics of the application with its own. */
export const MERGED = 15020;

/** Whether annotations ask for scrapes, which injection sends to another port. */
export function isScraped({ template: { annotations } }: Workload): boolean {
  return (
    annotations['prometheus.io/scrape'] === 'true' &&
    annotations['prometheus.istio.io/merge-metrics'] !== 'false' &&
    Number.isInteger(Number(annotations['prometheus.io/port']))
  );
}

/**
 * Scrapes of a workload with a sidecar, which come to another port than before: injection rewrites the annotations.
 *
 * Source: istio pkg/kube/inject/webhook.go, `applyPrometheusMerge`.
 */
export function scrapeConnections({
  view,
  workload,
}: RuleContext): MeshConnection[] {
  const port = Number(workload.template.annotations['prometheus.io/port']);
  const pod = workloadPod(view, workload);
  return isScraped(workload) &&
    verdictIn(view, { pod, direction: 'ingress', port }).verdict === 'admitted'
    ? [
        {
          pod,
          direction: 'ingress',
          port: MERGED,
          severity: 'warning',
          forbidden: `nobody may connect to TCP ${MERGED} of ${workload.name}`,
          consequence: `With a sidecar its metrics are scraped there and no longer on port ${port}.`,
          action: `Let Prometheus in on TCP ${MERGED} as well.`,
        },
      ]
    : [];
}

/** A chart to install, whatever installs it. */
export interface HelmChart {
  /** Name of the release. */
  name: string;
  repository: string;
  chart: string;
  version: string;
  /** Namespace that the release goes to; made where it is missing. */
  namespace: string;
  values: Record<string, unknown>;
  /** Whether it has admission webhooks, into which the control plane writes. */
  hasWebhooks?: true;
  /** Names of releases that have to be there before. */
  after: string[];
}

import { Profile } from '@onmesh/plugin-mesh-common';
import { Candidate } from '../form/Candidate';
import { Keyed, keyed } from '../form/Keyed';
import { number, text, typed } from '../form/typed';

type Metrics = Profile['metrics'];

/** An account in the mesh. */
export interface ScraperDraft {
  namespace: string;
  serviceAccount: string;
}

export interface MetricsDraft {
  isSet: boolean;
  port: string;
  path: string;
  scrapers: Keyed<ScraperDraft>[];
}

export function metricsFromProfile(metrics: Metrics): MetricsDraft {
  return {
    isSet: metrics !== undefined,
    port: typed(metrics?.port),
    path: metrics?.path ?? '/metrics',
    scrapers: keyed(metrics?.scrapers ?? []),
  };
}

export function metricsToInput(draft: MetricsDraft): Candidate<Metrics> {
  const scrapers = draft.scrapers.map(scraper => ({
    namespace: scraper.namespace.trim(),
    serviceAccount: scraper.serviceAccount.trim(),
  }));
  return draft.isSet
    ? {
        port: number(draft.port),
        path: text(draft.path),
        scrapers: scrapers.length > 0 ? scrapers : undefined,
      }
    : undefined;
}

import { ProfileCanary } from '@onmesh/plugin-mesh-common';
import { Candidate, saysAnything } from '../form/Candidate';
import { number, text, typed } from '../form/typed';

type Analysis = ProfileCanary['analysis'];

export interface AnalysisDraft {
  /** Whether the profile has this part, though nothing be in it. */
  isSaid: boolean;
  minSuccessRate: string;
  maxP99Ms: string;
  queryName: string;
  promql: string;
  min: string;
  max: string;
}

export function analysisFromProfile(analysis: Analysis): AnalysisDraft {
  const query = analysis?.query;
  return {
    isSaid: analysis !== undefined,
    minSuccessRate: typed(analysis?.minSuccessRate),
    maxP99Ms: typed(analysis?.maxP99Ms),
    queryName: typed(query?.name),
    promql: typed(query?.promql),
    min: typed(query?.min),
    max: typed(query?.max),
  };
}

export function analysisToInput(
  draft: AnalysisDraft,
  { hasQuery }: { hasQuery: boolean },
): Candidate<Analysis> {
  const query = {
    name: text(draft.queryName),
    promql: draft.promql || undefined,
    min: number(draft.min),
    max: number(draft.max),
  };
  const analysis = {
    minSuccessRate: number(draft.minSuccessRate),
    maxP99Ms: number(draft.maxP99Ms),
    query: hasQuery && saysAnything(query) ? query : undefined,
  };
  return draft.isSaid || saysAnything(analysis) ? analysis : undefined;
}

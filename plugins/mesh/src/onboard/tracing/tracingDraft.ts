import { Profile } from '@onmesh/plugin-mesh-common';
import { Candidate } from '../form/Candidate';
import { number, text, typed } from '../form/typed';

type Tracing = Profile['tracing'];

export interface TracingDraft {
  isSet: boolean;
  samplingPercent: string;
  provider: string;
}

export function tracingFromProfile(tracing: Tracing): TracingDraft {
  return {
    isSet: tracing !== undefined,
    samplingPercent: typed(tracing?.samplingPercent),
    provider: typed(tracing?.provider),
  };
}

export function tracingToInput(draft: TracingDraft): Candidate<Tracing> {
  return draft.isSet
    ? {
        samplingPercent: number(draft.samplingPercent),
        provider: text(draft.provider),
      }
    : undefined;
}

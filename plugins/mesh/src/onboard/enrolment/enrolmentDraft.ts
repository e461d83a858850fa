import { Profile } from '@onmesh/plugin-mesh-common';
import { Candidate } from '../form/Candidate';
import { text, typed } from '../form/typed';

type Enrolment = Profile['enrolment'];

export interface EnrolmentDraft {
  /** Whether the profile says how, though it be what is meant when it says nothing. */
  isSaid: boolean;
  scope: NonNullable<Enrolment>['scope'];
  revision: string;
}

export function enrolmentFromProfile(enrolment: Enrolment): EnrolmentDraft {
  return {
    isSaid: enrolment !== undefined,
    scope: enrolment?.scope ?? 'workload',
    revision: typed(enrolment?.revision),
  };
}

/** In ambient nobody injects sidecars, so there is no revision. */
export function enrolmentToInput(
  { isSaid, scope, ...draft }: EnrolmentDraft,
  mesh: Profile['mesh'],
): Candidate<Enrolment> {
  const revision = mesh === 'istio-sidecar' ? text(draft.revision) : undefined;
  return isSaid || scope !== 'workload' || revision !== undefined
    ? { scope, revision }
    : undefined;
}

import { Profile } from '@onmesh/plugin-mesh-common';
import { hasRow } from './ProfileDraft';

/** Parts of a profile that the form has no field for and keeps as they are, in words. */
export function keptParts({ callers, canary, ...profile }: Profile): string[] {
  const others = callers.filter(caller => !hasRow(caller)).length;
  return [
    ...(others > 0
      ? [
          `${others} ${others === 1 ? 'caller' : 'callers'} without a service account`,
        ]
      : []),
    ...(profile.enrolment ? ['how the pods are enrolled'] : []),
    ...(profile.endUsers ? ['tokens of end users'] : []),
    ...(profile.metrics ? ['scrapes of metrics'] : []),
    ...(canary?.controller ? [`the controller ${canary.controller}`] : []),
    ...(canary?.match ? ['the header or cookie of the canary'] : []),
    ...(canary?.analysis?.query ? ['the query of the canary'] : []),
    ...(profile.ingress ? ['ingress'] : []),
    ...(profile.egress ? ['egress'] : []),
    ...(profile.tracing ? ['tracing'] : []),
  ];
}

import { Profile } from '@onmesh/plugin-mesh-common';
import {
  CallerDraft,
  callerFromProfile,
  callerToInput,
} from './callers/callerDraft';
import {
  CanaryDraft,
  canaryFromProfile,
  canaryToInput,
} from './canary/canaryDraft';
import {
  EgressDraft,
  egressFromProfile,
  egressToInput,
} from './egress/egressDraft';
import {
  EndUsersDraft,
  endUsersFromProfile,
  endUsersToInput,
} from './endUsers/endUsersDraft';
import {
  EnrolmentDraft,
  enrolmentFromProfile,
  enrolmentToInput,
} from './enrolment/enrolmentDraft';
import { Candidate } from './form/Candidate';
import { Keyed, keyed } from './form/Keyed';
import {
  IngressDraft,
  ingressFromProfile,
  ingressToInput,
} from './ingress/ingressDraft';
import {
  MetricsDraft,
  metricsFromProfile,
  metricsToInput,
} from './metrics/metricsDraft';
import { MtlsDraft, mtlsFromProfile, mtlsToInput } from './mtls/mtlsDraft';
import { PortDraft, portsFromProfile, portsToInput } from './ports/portsDraft';
import {
  TracingDraft,
  tracingFromProfile,
  tracingToInput,
} from './tracing/tracingDraft';
import {
  TrafficDraft,
  trafficFromProfile,
  trafficToInput,
} from './traffic/trafficDraft';

const apiVersion = 'onmesh.io/v1';

/** A profile while it is being typed: text as typed, so that half a number is not lost. */
export interface ProfileDraft {
  mesh: Profile['mesh'];
  enrolment: EnrolmentDraft;
  ports: Keyed<PortDraft>[];
  mtls: MtlsDraft;
  access: Profile['access'];
  callers: Keyed<CallerDraft>[];
  endUsers: EndUsersDraft;
  metrics: MetricsDraft;
  traffic: TrafficDraft;
  canary: CanaryDraft;
  ingress: IngressDraft;
  egress: EgressDraft;
  tracing: TracingDraft;
}

/** Fills the form from a profile. */
export function draftFromProfile(profile: Profile): ProfileDraft {
  return {
    mesh: profile.mesh,
    enrolment: enrolmentFromProfile(profile.enrolment),
    ports: portsFromProfile(profile.ports),
    mtls: mtlsFromProfile(profile.mtls),
    access: profile.access,
    callers: keyed(profile.callers.map(callerFromProfile)),
    endUsers: endUsersFromProfile(profile.endUsers),
    metrics: metricsFromProfile(profile.metrics),
    traffic: trafficFromProfile(profile.traffic),
    canary: canaryFromProfile(profile.canary),
    ingress: ingressFromProfile(profile.ingress),
    egress: egressFromProfile(profile.egress),
    tracing: tracingFromProfile(profile.tracing),
  };
}

/** What the form says, not yet checked. Leaving the mesh says nothing about the rest. */
export function candidateFromDraft(draft: ProfileDraft): object {
  return draft.mesh === 'none'
    ? { apiVersion, mesh: draft.mesh }
    : joiningCandidate(draft);
}

function joiningCandidate(draft: ProfileDraft): Candidate<Profile> {
  return {
    apiVersion,
    mesh: draft.mesh,
    enrolment: enrolmentToInput(draft.enrolment, draft.mesh),
    ports: portsToInput(draft.ports),
    mtls: mtlsToInput(draft.mtls),
    access: draft.access,
    callers: draft.callers.map(callerToInput),
    endUsers: endUsersToInput(draft.endUsers),
    metrics: metricsToInput(draft.metrics),
    traffic: trafficToInput(draft.traffic),
    canary: canaryToInput(draft.canary),
    ingress: ingressToInput(draft.ingress),
    egress: egressToInput(draft.egress),
    tracing: tracingToInput(draft.tracing),
  };
}

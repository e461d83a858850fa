import { Profile } from '../profile/Profile';
import { ObservedTraffic } from '../status/ObservedTraffic';
import { callsInPlaintext } from '../status/callsInPlaintext';
import { CallerVerdict, PortMtls, TargetStatus } from '../status/TargetStatus';
import { GateId } from './Plan';

/** One gate, read over the observed state. */
export interface GateResult {
  id: GateId;
  /** `waiting` can become `met` by itself; `failed` needs a person. */
  state: 'met' | 'waiting' | 'failed';
  /**
   * It waits for something that is not known, and that may never be: a cluster without metrics, a service that nobody
   * calls for days. Somebody who may approve the request can accept that.
   */
  unknown?: true;
  reason: string;
}

/** What gates hold the status against. */
export interface GateContext {
  profile: Profile;
  /** Traffic as it was before the stage, for gates that compare. */
  before?: ObservedTraffic;
}

type Reading = Omit<GateResult, 'id'>;
type Gate = (status: TargetStatus, context: GateContext) => Reading;

/** How much the share of 403 answers may grow: below this, one caller's wrong token looks like a policy. */
const TOLERATED_DENIALS = 0.01;

const met = (reason: string): Reading => ({ state: 'met', reason });
const waiting = (reason: string): Reading => ({ state: 'waiting', reason });
const failed = (reason: string): Reading => ({ state: 'failed', reason });

const unknown = (reason: string): Reading => ({
  ...waiting(reason),
  unknown: true,
});

const NO_METRICS = unknown(
  'No metrics could be read, so it is not known what callers do.',
);

const gates: Record<GateId, Gate> = {
  'every-pod-has-a-ready-proxy': ({ enrolment }) => {
    const { total, withReadyProxy } = enrolment.pods;
    return enrolment.state === 'enrolled' && withReadyProxy === total
      ? met(
          total === 1
            ? 'The pod has a ready proxy.'
            : `All ${total} pods have a ready proxy.`,
        )
      : waiting(
          [
            `${withReadyProxy} of ${total} pods have a ready proxy.`,
            ...enrolment.missing,
          ].join(' '),
        );
  },

  'no-pod-has-a-proxy': ({ enrolment }) => {
    const { total, withProxy } = enrolment.pods;
    if (enrolment.state === 'unknown' || total === 0) {
      return waiting(`It is not known yet: ${enrolment.reason}`);
    }
    return withProxy === 0
      ? met(
          total === 1
            ? 'The pod has no proxy.'
            : `None of the ${total} pods has a proxy.`,
        )
      : waiting(`${withProxy} of ${total} pods still have a proxy.`);
  },

  'traffic-is-observed': ({ traffic }) => {
    if (!traffic) {
      return NO_METRICS;
    }
    return traffic.callers.length === 0
      ? unknown(`No request was seen in the last ${traffic.window}.`)
      : met(
          `Requests of ${count(traffic.callers.length, 'caller')} were seen in the last ${traffic.window}.`,
        );
  },

  'no-known-caller-would-be-denied': ({ access, traffic }) => {
    const known = access.callers.filter(isKnown);
    const verdicts = known.map(entry => ({
      label: entry.caller.label,
      plaintext: callsInPlaintext(entry),
      ...(entry.ifEnforced ?? entry),
    }));
    const denied = verdicts.filter(({ verdict }) => verdict === 'denied');
    if (denied.length > 0) {
      return failed(
        `${count(denied.length, 'known caller')} would be denied: ${denied.map(({ label, reason }) => `${label} (${reason})`).join(' ')} ${denied.every(({ plaintext }) => plaintext) ? 'Take them onto the mesh' : 'Add them to the callers'}, or see that they stop calling.`,
      );
    }
    if (!traffic) {
      return NO_METRICS;
    }
    const untold = verdicts.filter(({ verdict }) => verdict === 'unknown');
    return untold.length > 0
      ? unknown(
          `It is not known whether ${list(untold)} would be allowed. ${untold[0].reason}`,
        )
      : met(
          `All ${count(known.length, 'known caller')} would be allowed, as seen in the last ${traffic.window}.`,
        );
  },

  'no-plaintext-caller': ({ traffic, access }, { profile }) => {
    const outside = access.callers.filter(({ sources }) =>
      sources.includes('service'),
    );
    if (outside.length > 0 && profile.mtls.portExceptions.length === 0) {
      return failed(
        `${list(outside.map(({ caller }) => caller))} comes from outside the mesh, without mutual TLS. Put an ingress gateway before the workload, make an exception for the port, or accept plaintext.`,
      );
    }
    const unseen = access.callers.filter(
      entry =>
        isKnown(entry) &&
        !outside.includes(entry) &&
        entry.plaintext === undefined &&
        entry.withoutProxy,
    );
    if (unseen.length > 0 && profile.mtls.portExceptions.length === 0) {
      return failed(
        `No pod of ${list(unseen.map(({ caller }) => caller))} has a proxy, so plaintext is all that comes from there. Take these callers onto the mesh, make an exception for the port that they use, or accept plaintext.`,
      );
    }
    if (!traffic) {
      return NO_METRICS;
    }
    const named = (callers: ObservedTraffic['callers']) =>
      [
        ...new Set(
          callers.map(
            c => c.workload ?? c.serviceAccount ?? 'an unidentified caller',
          ),
        ),
      ].join(', ');
    const plaintext = traffic.callers.filter(({ mtls }) => mtls === false);
    const { portExceptions } = profile.mtls;
    if (plaintext.length > 0 && portExceptions.length === 0) {
      return failed(
        `${named(plaintext)} came in plaintext in the last ${traffic.window}. Take these callers onto the mesh, make an exception for the port that they use, or accept plaintext.`,
      );
    }
    const untold = traffic.callers.filter(({ mtls }) => mtls === undefined);
    if (untold.length > 0) {
      return unknown(
        `The metrics do not say whether ${named(untold)} came with mutual TLS.`,
      );
    }
    if (plaintext.length > 0) {
      return met(
        `${named(plaintext)} came in plaintext; ${ports(portExceptions)} stay open for that, and metrics do not tell ports apart.`,
      );
    }
    return traffic.callers.length === 0
      ? unknown(
          `No request was seen in the last ${traffic.window}, so it is not known how ${access.callers.length > 0 ? 'the callers come' : 'callers would come'}.`,
        )
      : met(`Every caller in the last ${traffic.window} came with mutual TLS.`);
  },

  'mtls-is-in-effect': (status, { profile }) => {
    const { mode, portExceptions } = profile.mtls;
    const checked = status.ports.filter(
      ({ port }) => !portExceptions.some(exception => exception.port === port),
    );
    const accepted: PortMtls['accepts'][] =
      mode === 'strict' ? ['mtls-only'] : ['mtls-only', 'mtls-and-plaintext'];
    const off = checked.find(({ accepts }) => !accepted.includes(accepts));
    if (off) {
      return waiting(`Port ${off.port} is not there yet. ${off.reason}`);
    }
    if (checked.length === 0) {
      return status.mesh === 'none' || status.mesh === 'unknown'
        ? waiting('No port is known, and no pod is seen in the mesh.')
        : met('There is no port that this is about.');
    }
    return met(
      `${ports(checked)} ${checked.length === 1 ? 'accepts' : 'accept'} ${mode === 'strict' ? 'only ' : ''}mutual TLS.`,
    );
  },

  'policies-are-in-effect': ({ access }, { profile }) => {
    const wanted =
      profile.mesh !== 'none' && profile.access === 'closed'
        ? 'closed'
        : 'open';
    if (access.default !== wanted) {
      return waiting(
        `Access is ${access.default} and should be ${wanted}. ${access.reason}`,
      );
    }
    const refused =
      wanted === 'open'
        ? []
        : access.callers.filter(
            ({ caller, verdict }) =>
              verdict !== 'allowed' &&
              verdict !== 'depends' &&
              profile.callers.some(
                c =>
                  c.namespace === caller.namespace &&
                  c.serviceAccount === caller.serviceAccount,
              ),
          );
    return refused.length > 0
      ? waiting(
          `${refused[0].caller.label} should be allowed and is not yet. ${refused[0].reason}`,
        )
      : met(access.reason);
  },

  'no-new-denials': ({ traffic }, { before }) => {
    if (!traffic) {
      return NO_METRICS;
    }
    const { forbiddenRate, window } = traffic;
    if (forbiddenRate === undefined) {
      return unknown(`No request was seen in the last ${window}.`);
    }
    const earlier = before?.forbiddenRate ?? 0;
    const now = `${percent(forbiddenRate)} of requests were answered 403 in the last ${window}`;
    if (forbiddenRate <= earlier + TOLERATED_DENIALS) {
      return met(`${now}.`);
    }
    return failed(
      before?.forbiddenRate === undefined
        ? `${now}, and it is not known that it was so before. See whom the policy refuses.`
        : `${now}, ${percent(earlier)} before the change. See whom the policy refuses.`,
    );
  },

  'delivery-is-healthy': ({ delivery }) => {
    if (delivery.controller === 'none') {
      return waiting('No delivery controller reports about the workload yet.');
    }
    if (delivery.phase === 'Healthy') {
      return met('The controller reports the rollout healthy.');
    }
    const reason = `The rollout is ${delivery.phase}. ${delivery.message}`;
    return delivery.phase === 'Degraded' ? failed(reason) : waiting(reason);
  },
};

/** Readings of gates, in the order asked for. What is not known is waited for, never taken for good. */
export function evaluateGates(
  ids: readonly GateId[],
  status: TargetStatus,
  context: GateContext,
): GateResult[] {
  return ids.map(id => ({ id, ...gates[id](status, context) }));
}

/** Callers that exist, as opposed to those that only a policy names. */
function isKnown({ sources }: CallerVerdict): boolean {
  return sources.some(source => source !== 'policy');
}

function list(callers: readonly { label: string }[]): string {
  return callers.map(({ label }) => label).join(', ');
}

function ports(list_: readonly { port: number }[]): string {
  return `${list_.length === 1 ? 'Port' : 'Ports'} ${list_.map(({ port }) => port).join(', ')}`;
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}

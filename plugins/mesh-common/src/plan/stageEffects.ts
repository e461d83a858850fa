import { Finding } from '../status/Finding';
import { Target } from '../status/Target';
import { CallerVerdict, TargetStatus } from '../status/TargetStatus';
import { CallerEffect, PlanFile, ProtocolEffect, StageEffects } from './Plan';
import { restarts } from './viewAfter';

/** What a stage does, as the difference between two statuses that the same rules gave. */
export function stageEffects(options: {
  before: TargetStatus;
  after: TargetStatus;
  files: readonly PlanFile[];
  target: Target;
}): StageEffects {
  const { before, after, files, target } = options;
  const protocols = protocolEffects(before, after);
  return {
    callers: callerEffects(before, after),
    appearing: missingFrom(before.findings, after.findings),
    resolved: missingFrom(after.findings, before.findings),
    ...(protocols.length > 0 && { protocols }),
    restarts: restarts(files, target),
  };
}

function protocolEffects(
  before: TargetStatus,
  after: TargetStatus,
): ProtocolEffect[] {
  const earlier = new Map(
    before.ports.map(({ port, protocol }) => [port, protocol]),
  );
  return after.ports.flatMap(({ port, protocol }) => {
    const was = earlier.get(port);
    return was === undefined || was === protocol
      ? []
      : [{ port, before: was, after: protocol }];
  });
}

function callerEffects(
  before: TargetStatus,
  after: TargetStatus,
): CallerEffect[] {
  const earlier = new Map(
    before.access.callers.map(entry => [callerKey(entry), entry]),
  );
  const effects = after.access.callers.map(entry => ({
    caller: entry.caller,
    // A caller that only the new policy names met what everybody met.
    before: earlier.get(callerKey(entry))?.verdict ?? everybody(before),
    after: entry.verdict,
    reason: entry.reason,
  }));
  const changes = (effect: CallerEffect) =>
    effect.before === effect.after ? 1 : 0;
  return effects.sort((a, b) => changes(a) - changes(b));
}

function everybody({ access }: TargetStatus): CallerEffect['before'] {
  return ({ open: 'allowed', closed: 'denied', unknown: 'unknown' } as const)[
    access.default
  ];
}

function callerKey({ caller }: CallerVerdict): string {
  const { namespace, serviceAccount, label } = caller;
  return JSON.stringify([namespace, serviceAccount ?? label]);
}

function missingFrom(these: Finding[], those: Finding[]): Finding[] {
  const known = new Set(these.map(findingKey));
  return those.filter(finding => !known.has(findingKey(finding)));
}

// The first sentence says what is wrong, those after it why: a new reason does not make a new finding.
function findingKey({ code, message }: Finding): string {
  return JSON.stringify([code, message.split('. ')[0]]);
}

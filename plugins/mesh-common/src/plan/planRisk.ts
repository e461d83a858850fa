import { knownCallers } from '../status/knownCallers';
import { ObservedTraffic } from '../status/ObservedTraffic';
import { Caller } from '../status/TargetStatus';
import { plaintextPorts } from '../profile/plaintextPorts';
import { Profile } from '../profile/Profile';
import { isEditedByHand } from '../manifests/managed';
import { managedKinds } from './managedFiles';
import { CallerEffect, Plan, PlanStage } from './Plan';

/** Findings about callers, who are told of one by one. */
const ABOUT_CALLERS = ['ONM0202', 'ONM0205', 'ONM0302'];

/** What selects pods by their labels alone. */
const POLICIES = [
  'PeerAuthentication',
  'AuthorizationPolicy',
  'RequestAuthentication',
  'Sidecar',
  'Telemetry',
] as const;

/** How much could go wrong, and why, from what the stages do. */
export function planRisk(options: {
  profile: Profile;
  stages: readonly PlanStage[];
  observed?: ObservedTraffic;
  /** Kind of the workload in the repository. */
  workloadKind: string;
  /** The kustomizations by which the workload is applied, where it is by several. */
  appliedBy?: readonly string[];
  /** Other workloads for whose pods the policies would hold as well. */
  othersSelected?: readonly string[];
}): Pick<Plan, 'risk' | 'riskReasons'> {
  const {
    profile,
    stages,
    observed,
    workloadKind,
    appliedBy = [],
    othersSelected = [],
  } = options;
  const seen = knownCallers({ observed, catalogCallers: [] });
  const wasSeen = (caller: Caller) =>
    seen.some(entry => isSame(entry.caller, caller));
  const effects = stages.flatMap(stage =>
    stage.effects.callers.map(effect => ({ ...effect, stage })),
  );
  const losing = effects.filter(
    ({ before, after }) => before !== 'denied' && after === 'denied',
  );
  const closes = stages.some(({ id }) => id === 'authorize');
  const refusesPlaintext =
    profile.mesh !== 'none' &&
    profile.mtls.mode === 'strict' &&
    stages.some(({ id }) => id === 'encrypt');

  const high = [
    ...losing
      .filter(({ caller }) => wasSeen(caller))
      .map(
        effect =>
          `${effect.caller.label} calls today and would be denied after "${effect.stage.title}": ${effect.reason}`,
      ),
    ...losing
      .filter(({ caller }) => !wasSeen(caller))
      .map(
        effect =>
          `${effect.caller.label} is a known caller${observed ? ', not seen lately,' : ''} and would be denied after "${effect.stage.title}": ${effect.reason}`,
      ),
    ...(refusesPlaintext
      ? seen
          .filter(
            entry =>
              entry.plaintext &&
              !losing.some(({ caller }) => isSame(caller, entry.caller)),
          )
          .map(
            ({ caller }) =>
              `${caller.label} calls in plaintext, which strict mTLS refuses on every port without an exception.`,
          )
      : []),
    ...stages.flatMap(({ title, effects: { appearing } }) =>
      appearing
        .filter(
          ({ severity, code }) =>
            severity === 'error' && !ABOUT_CALLERS.includes(code),
        )
        .map(({ message }) => `Broken after "${title}": ${message}`),
    ),
  ];
  const medium = [
    ...(refusesPlaintext ? refusedAddresses(profile) : []),
    ...effects
      .filter(
        ({ before, after }) => before === 'allowed' && after === 'depends',
      )
      .map(
        effect =>
          `${effect.caller.label} is let in only partly after "${effect.stage.title}", and metrics do not say which part it uses: ${effect.reason}`,
      ),
    ...stages
      .filter(stage => stage.effects.restarts)
      .map(({ title }) =>
        workloadKind === 'Rollout'
          ? `"${title}" changes the pod template of a Rollout, so it goes through the steps of that and waits where they wait.`
          : `"${title}" replaces the pods one by one.`,
      ),
    ...editedByHand(stages).map(
      path =>
        `${path} was changed by hand since Onmesh wrote it, and the plan overwrites that.`,
    ),
    ...(stages.length > 0 && appliedBy.length > 1
      ? [
          `${appliedBy.join(' and ')} take the same files, so the plan reaches whatever these are applied to, and only this target was looked at.`,
        ]
      : []),
    ...(othersSelected.length > 0 && stages.some(writesPolicies)
      ? [
          `The labels that policies select by are on the pods of ${othersSelected.join(' and ')} too, so these hold there as well, and whoever calls there was not looked at. Give the selector of the workload a label that is its own.`,
        ]
      : []),
    ...(stages.some(movesPods)
      ? ['Pods change hands between the Deployment and a Rollout.']
      : []),
    ...(closes && profile.access === 'closed'
      ? ['Whoever is not listed as a caller is denied once access is closed.']
      : []),
    ...((closes || refusesPlaintext) && observed === undefined
      ? [
          'No metrics were available, so callers may exist that nobody declared.',
        ]
      : []),
    ...(effects.some(isUnclear)
      ? [
          `What happens to ${names(effects.filter(isUnclear))} cannot be told from what is known.`,
        ]
      : []),
  ];
  if (high.length > 0) {
    return { risk: 'high', riskReasons: [...high, ...medium] };
  }
  return medium.length > 0
    ? { risk: 'medium', riskReasons: medium }
    : {
        risk: 'low',
        riskReasons: [
          stages.length === 0
            ? 'The repository already says what the profile says.'
            : 'No known caller loses access and no pod is replaced.',
        ],
      };
}

/** Whoever is known by address has as a rule no certificate, so a rule that lets it in is not enough. */
function refusedAddresses(profile: Profile): string[] {
  const open = plaintextPorts(profile).map(({ port }) => port);
  return profile.callers
    .filter(
      ({ ipBlocks, ports }) =>
        ipBlocks && !ports?.every(port => open.includes(port)),
    )
    .map(
      ({ ipBlocks = [], ports }) =>
        `${ipBlocks.join(', ')} may call ${ports ? `port ${ports.join(', ')}` : 'every port'}, and strict mTLS refuses there who comes in plaintext. Make an exception for the port, unless callers from there are on the mesh.`,
    );
}

/** Files as they are before the plan first touches them. */
function editedByHand(stages: readonly PlanStage[]): string[] {
  const first = new Map<string, string | null>();
  for (const { path, before } of stages.flatMap(({ files }) => files)) {
    if (!first.has(path)) {
      first.set(path, before);
    }
  }
  return [...first].flatMap(([path, before]) =>
    before !== null && isEditedByHand(before) ? [path] : [],
  );
}

function movesPods({ files }: PlanStage): boolean {
  return files.some(({ path }) =>
    path.endsWith(`.${managedKinds.Rollout}.yaml`),
  );
}

function writesPolicies({ files }: PlanStage): boolean {
  return files.some(
    ({ path, after }) =>
      after !== null &&
      POLICIES.some(kind => path.endsWith(`.${managedKinds[kind]}.yaml`)),
  );
}

function isUnclear({ before, after }: CallerEffect): boolean {
  return before !== 'unknown' && after === 'unknown';
}

function names(effects: readonly CallerEffect[]): string {
  return [...new Set(effects.map(({ caller }) => caller.label))].join(', ');
}

function isSame(a: Caller, b: Caller): boolean {
  return (
    a.namespace === b.namespace &&
    (a.serviceAccount ?? a.label) === (b.serviceAccount ?? b.label)
  );
}

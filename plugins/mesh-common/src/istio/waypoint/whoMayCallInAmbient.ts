import {
  AuthorizationCaller,
  authorizationPoliciesFor,
  AuthorizationPolicy,
  callerAccess,
  CalledPort,
  CallerAccess,
  defaultAccess,
  DefaultAccess,
  DescribedRule,
  describeRules,
  EnforcementPoint,
} from '../authorization';
import { compilePolicy } from '../authorization/compilePolicy';
import {
  AmbientAuthorizer,
  ambientAuthorizer,
  AmbientSetup,
  CallerWay,
} from './ambientAuthorizer';

/** A rule, with who enforces it and what becomes of it there. */
export interface AmbientRule extends DescribedRule {
  /** `ztunnel`, `sidecar`, or a waypoint as `waypoint namespace/name`. */
  enforcedBy: string;
  /** Where the proxy makes something else of the rule than is written, in a sentence. */
  note?: string;
}

/** Someone who calls, by the way that it takes; absent where that is not known. */
export interface AmbientCaller extends AuthorizationCaller {
  way?: CallerWay;
}

/**
 * Who may call a workload that callers may reach through waypoints; see `whoMayCall`. A stranger is let in by default as
 * soon as one way is open.
 *
 * @param options.ports - leave it empty for "any port"
 */
export function whoMayCallInAmbient(
  options: AmbientSetup & {
    callers: readonly AmbientCaller[];
    ports: readonly CalledPort[];
  },
): { default: DefaultAccess; rules: AmbientRule[]; callers: CallerAccess[] } {
  const ports = options.ports.length === 0 ? [{}] : options.ports;
  const authorizer = ambientAuthorizer(options);
  return {
    default: defaultOverWays(options, authorizer, ports),
    rules: rulesOf(options, authorizer),
    callers: options.callers.map(caller =>
      callerAccess(caller, ports, request =>
        authorizer.decide(request, caller.way),
      ),
    ),
  };
}

function defaultOverWays(
  { own }: AmbientSetup,
  { past, through }: AmbientAuthorizer,
  ports: readonly CalledPort[],
): DefaultAccess {
  const ways = [
    ...through.map(({ waypoint, atWaypoint, onward }) => {
      const first = defaultAccess(ports, atWaypoint);
      const second = defaultAccess(ports, onward);
      const refused = first.access === 'open' && second.access === 'closed';
      return {
        where: `Through waypoint ${waypoint}: `,
        ...(refused
          ? {
              ...second,
              reason: `The ${own.kind} refuses it. ${second.reason}`,
            }
          : first),
      };
    }),
    {
      where:
        through.length === 0
          ? ''
          : 'Past it, as callers without ambient come: ',
      ...defaultAccess(ports, past),
    },
  ];
  const open = ways.find(({ access }) => access === 'open');
  return {
    access: open ? 'open' : 'closed',
    reason: ways.map(({ where, reason }) => `${where}${reason}`).join(' '),
    by: (open ?? ways[0]).by,
  };
}

function rulesOf(
  setup: AmbientSetup,
  { through }: AmbientAuthorizer,
): AmbientRule[] {
  const at = (point: EnforcementPoint, enforcedBy: string) =>
    authorizationPoliciesFor({ ...setup, point }).flatMap(policy =>
      describeRules(policy).map((rule): AmbientRule => ({
        ...rule,
        enforcedBy,
        ...(point.kind === 'ztunnel' && noteOf(policy, rule, setup)),
      })),
    );
  const found = [
    ...through.flatMap(({ waypoint, point }) =>
      at(point, `waypoint ${waypoint}`),
    ),
    ...at(setup.own, setup.own.kind),
  ];
  // A waypoint that serves several Services reads the policies for all of it once for each.
  const keys = found.map(({ by, enforcedBy }) =>
    JSON.stringify([by, enforcedBy]),
  );
  return found.filter((_, index) => keys.indexOf(keys[index]) === index);
}

function noteOf(
  policy: AuthorizationPolicy,
  { by }: DescribedRule,
  setup: AmbientSetup,
): Pick<AmbientRule, 'note'> {
  const { ignored, rules } = compilePolicy(policy, {
    ...setup,
    point: 'ztunnel',
    protocol: 'tcp',
  });
  if (ignored !== undefined) {
    return { note: sentence(ignored) };
  }
  const rule = by.rule === undefined ? undefined : rules[by.rule];
  if (rule === undefined) {
    return {};
  }
  if ('leftOut' in rule) {
    return { note: sentence(`${rule.leftOut}, so the rule allows nobody`) };
  }
  return rule.note === undefined ? {} : { note: sentence(rule.note) };
}

function sentence(text: string): string {
  return `${text}.`;
}

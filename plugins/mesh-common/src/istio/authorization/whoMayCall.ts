import {
  DecidingPolicy,
  decidingPolicy,
  describeDecidingPolicy,
} from './AuthorizationDecision';
import {
  AuthorizationAction,
  AuthorizationPolicy,
  actionOf,
} from './AuthorizationPolicy';
import { AuthorizationRequest, RequestFact } from './AuthorizationRequest';
import { AuthorizationSetup, authorizer } from './decide';
import { describeRule } from './describeRule';
import { isDryRun } from './isDryRun';
import { authorizationPoliciesFor } from './policiesFor';

/** A port that a workload listens on. Without a protocol the proxy guesses it per connection. */
export type CalledPort = Pick<AuthorizationRequest, 'port' | 'protocol'>;

/** Someone who calls, or may want to. A principal of null is a plaintext caller. */
export interface AuthorizationCaller {
  /** How people call it. */
  label: string;
  principal?: string | null;
  namespace?: string;
  serviceAccount?: string;
}

/** Who may call a workload. */
export interface WhoMayCall {
  /** What becomes of a caller that no rule names; closed when that is so on at least one of the ports. */
  default: DefaultAccess;
  /** Every rule of every policy that attaches. */
  rules: DescribedRule[];
  callers: CallerAccess[];
}

export interface DefaultAccess {
  access: 'open' | 'closed';
  /** In plain words. */
  reason: string;
  by?: DecidingPolicy;
}

export interface DescribedRule {
  action: AuthorizationAction;
  /** In plain words, as written; see `trace` of a decision for what the proxy makes of it. */
  sentence: string;
  dryRun: boolean;
  by: DecidingPolicy;
}

export interface CallerAccess {
  caller: AuthorizationCaller;
  /** `depends` when some requests get through and others do not, or when too little is known of the caller. */
  verdict: 'allowed' | 'denied' | 'depends';
  /** In plain words. */
  reason: string;
  /** What decides on every port; absent where different things do. */
  by?: DecidingPolicy;
  /** What it hangs on; empty unless the verdict is `depends`. */
  dependsOn: RequestFact[];
}

/**
 * Who may call a workload: what holds for strangers, each rule as a sentence, and each known caller's verdict over all
 * requests it could send to the ports.
 *
 * @param options.ports - leave it empty for "any port"
 */
export function whoMayCall(
  options: AuthorizationSetup & {
    callers: readonly AuthorizationCaller[];
    ports: readonly CalledPort[];
  },
): WhoMayCall {
  const attached = authorizationPoliciesFor(options);
  const ports = options.ports.length === 0 ? [{}] : options.ports;
  const ask = authorizer({ ...options, policies: attached });

  return {
    default: defaultAccess(ports, ask),
    rules: attached.flatMap(describeRules),
    callers: options.callers.map(caller => callerAccess(caller, ports, ask)),
  };
}

type Ask = ReturnType<typeof authorizer>;

/** What becomes of a caller that no rule names. */
export function defaultAccess(
  ports: readonly CalledPort[],
  ask: Ask,
): DefaultAccess {
  const perPort = ports.map(port => ({ port, ...defaultOn(port, ask) }));
  const closed = perPort.filter(({ access }) => access === 'closed');
  const { port, access, reason, by } = closed[0] ?? perPort[0];
  const mixed = closed.length > 0 && closed.length < perPort.length;
  return {
    access,
    reason: mixed ? `On port ${port.port}: ${reason}` : reason,
    by,
  };
}

// Rules that hang on who calls, or what is called, name someone; what is left is the default.
function defaultOn(port: CalledPort, ask: Ask): DefaultAccess {
  const { verdict, reason, by, trace } = ask(port);
  if (verdict !== 'unknown') {
    return { access: verdict === 'denied' ? 'closed' : 'open', reason, by };
  }
  const allow = trace.filter(
    ({ action, enforced }) => enforced && action === 'ALLOW',
  );
  if (allow.length === 0) {
    const open =
      'No enforced ALLOW policy applies: what is not denied is allowed.';
    return { access: 'open', reason: open };
  }
  if (allow.some(({ matched }) => matched === 'yes')) {
    return { access: 'open', reason: 'A rule allows everyone.' };
  }
  const [first] = allow;
  const closing: DecidingPolicy = {
    kind: 'AuthorizationPolicy',
    ...first.policy,
  };
  return {
    access: 'closed',
    reason: `${describeDecidingPolicy(closing)} applies: only what a rule allows gets through.`,
    by: closing,
  };
}

/** Each rule of a policy as a sentence. */
export function describeRules(policy: AuthorizationPolicy): DescribedRule[] {
  const action = actionOf(policy);
  const dryRun = isDryRun(policy);
  const rules = policy.spec?.rules ?? [];
  if (rules.length === 0 && action === 'ALLOW') {
    const sentence = 'Nobody may send any request that no other rule allows';
    return [{ action, sentence, dryRun, by: decidingPolicy(policy) }];
  }
  return rules.map((rule, index) => ({
    action,
    sentence: describeRule(policy, rule),
    dryRun,
    by: decidingPolicy(policy, index),
  }));
}

/** The verdict on a caller over all requests that it could send to the ports. */
export function callerAccess(
  caller: AuthorizationCaller,
  ports: readonly CalledPort[],
  ask: Ask,
): CallerAccess {
  const { principal, namespace, serviceAccount } = caller;
  const source = { principal, namespace, serviceAccount };
  const decisions = ports.map(port => ask({ ...port, source }));
  const [first, ...others] = decisions;
  const agree = others.every(({ verdict }) => verdict === first.verdict);

  if (!agree || first.verdict === 'unknown') {
    const facts = decisions.flatMap(({ dependsOn }) => dependsOn);
    const dependsOn = [...new Set(agree ? facts : ['port' as const, ...facts])];
    const reasons = [...new Set(decisions.map(({ reason }) => reason))];
    const reason = dependsOn.includes('way')
      ? reasons.join(' ')
      : `It depends on ${dependsOn.join(', ')}.`;
    return { caller, verdict: 'depends', reason, dependsOn };
  }
  const sameRule = others.every(
    ({ by }) =>
      by?.namespace === first.by?.namespace &&
      by?.name === first.by?.name &&
      by?.rule === first.by?.rule,
  );
  return {
    caller,
    verdict: first.verdict,
    reason: sameRule
      ? first.reason
      : [...new Set(decisions.map(({ reason }) => reason))].join(' '),
    by: sameRule ? first.by : undefined,
    dependsOn: [],
  };
}

import {
  actionOf,
  AuthorizationDecision,
  AuthorizationPolicy,
  AuthorizationQuestion,
  authorizationPoliciesFor,
  decide,
  isDryRun,
} from '../istio/authorization';
import { ClusterView } from '../view/ClusterView';
import { describeEvidence, Evidence } from './Evidence';
import { KnownCaller, knownCallers } from './knownCallers';
import { ObservedTraffic } from './ObservedTraffic';
import { policyCallers } from './policyCallers';
import {
  Access,
  AccessRule,
  Caller,
  CallerVerdict,
  MeshKind,
  PortMtls,
  Verdict,
} from './TargetStatus';
import { Workload } from './Workload';

export interface AccessOptions {
  view: ClusterView;
  workload: Workload;
  mesh: MeshKind;
  ports: readonly PortMtls[];
  observed?: ObservedTraffic;
  catalogCallers: readonly Caller[];
}

/** Who may call a workload: what holds for everybody, each rule as a sentence, and every known caller with a verdict. */
export function access(options: AccessOptions): Access {
  const { view, mesh } = options;
  const known = knownCallers(options);
  const all = (verdict: Verdict, reason: string): CallerVerdict[] =>
    known.map(entry => ({ ...entry, verdict, reason }));

  if (mesh === 'none') {
    const reason = 'No proxy stands before it, so nothing checks callers.';
    return {
      default: 'open',
      reason,
      rules: [],
      callers: all('allowed', reason),
    };
  }
  const gap = view.unreadable('AuthorizationPolicy');
  const reason = gap
    ? `AuthorizationPolicies could not be read: ${gap.reason}.`
    : "Linkerd's policies are not evaluated yet.";
  if (gap || mesh === 'linkerd' || mesh === 'unknown') {
    return {
      default: 'unknown',
      reason,
      rules: [],
      callers: all('unknown', reason),
    };
  }
  return istioAccess(options, known);
}

function istioAccess(options: AccessOptions, known: KnownCaller[]): Access {
  const question = authorizationQuestion(options);
  const attached = authorizationPoliciesFor(question);
  const named = policyCallers(attached).filter(
    caller => !known.some(entry => sameIdentity(entry.caller, caller)),
  );
  const enforcedAllow = attached.find(
    policy => actionOf(policy) === 'ALLOW' && !isDryRun(policy),
  );
  const evidence = enforcedAllow && evidenceOf(enforcedAllow);
  return {
    default: evidence ? 'closed' : 'open',
    reason: evidence
      ? `Only callers that an ALLOW rule names may call, because ${describeEvidence(evidence)} applies.`
      : 'No enforced ALLOW policy applies, so whoever is not denied may call.',
    evidence,
    rules: attached.flatMap(accessRules),
    callers: [
      ...known.map(entry => ({
        ...entry,
        sources: policyCallers(attached).some(caller =>
          sameIdentity(entry.caller, caller),
        )
          ? [...entry.sources, 'policy' as const]
          : entry.sources,
      })),
      ...unique(named).map(caller => ({
        caller,
        sources: ['policy' as const],
      })),
    ].map(entry => judge(entry, options, question)),
  };
}

/** The question about a workload that lacks only its request. */
export function authorizationQuestion(
  options: Pick<AccessOptions, 'view' | 'workload' | 'mesh'>,
): Omit<AuthorizationQuestion, 'request'> {
  const { view, workload, mesh } = options;
  const namespace = workload.namespace.metadata.name;
  return {
    mesh: view.mesh,
    point: {
      kind: mesh === 'istio-ambient' ? 'ztunnel' : 'sidecar',
      namespace,
      labels: workload.template.labels,
    },
    policies: [...new Set([view.mesh.rootNamespace, namespace])].flatMap(ns =>
      view.list<AuthorizationPolicy>('AuthorizationPolicy', ns),
    ),
  };
}

function judge(
  entry: KnownCaller,
  options: AccessOptions,
  question: Omit<AuthorizationQuestion, 'request'>,
): CallerVerdict {
  const { caller } = entry;
  const strict = options.ports.filter(port => port.accepts === 'mtls-only');
  if (entry.plaintext && strict.length > 0) {
    const everywhere = strict.length === options.ports.length;
    return {
      ...entry,
      verdict: everywhere ? 'denied' : 'depends',
      reason: `It calls in plaintext, and port ${strict.map(p => p.port).join(', ')} accepts only mTLS.`,
      evidence: strict[0].evidence,
    };
  }
  const { trustDomain } = options.view.mesh;
  const identified =
    caller.namespace !== undefined && caller.serviceAccount !== undefined;
  const ask = (assumeEnforced: boolean) =>
    decide({
      ...question,
      assumeEnforced,
      request: {
        source: identified
          ? {
              principal: entry.plaintext
                ? null
                : `${trustDomain}/ns/${caller.namespace}/sa/${caller.serviceAccount}`,
            }
          : {},
      },
    });
  const now = verdictOf(ask(false), identified);
  const enforced = verdictOf(ask(true), identified);
  return {
    ...entry,
    ...now,
    ...(enforced.verdict === now.verdict
      ? {}
      : { ifEnforced: { verdict: enforced.verdict, reason: enforced.reason } }),
  };
}

function verdictOf(
  decision: AuthorizationDecision,
  identified: boolean,
): Pick<CallerVerdict, 'verdict' | 'reason' | 'evidence'> {
  const { verdict, by } = decision;
  const evidence = by && {
    kind: 'AuthorizationPolicy',
    namespace: by.namespace,
    name: by.name,
    field: by.rule === undefined ? 'spec' : `spec.rules[${by.rule}]`,
  };
  if (verdict !== 'unknown') {
    return { verdict, reason: decision.reason, evidence };
  }
  return identified
    ? { verdict: 'depends', reason: decision.reason }
    : {
        verdict: 'unknown',
        reason:
          'Its service account is not known, so no rule can be held against it.',
      };
}

function accessRules(policy: AuthorizationPolicy): AccessRule[] {
  return describeRules(policy).map((sentence, index) => ({
    action: actionOf(policy),
    sentence,
    dryRun: isDryRun(policy),
    evidence: { ...evidenceOf(policy), field: `spec.rules[${index}]` },
  }));
}

function evidenceOf(policy: AuthorizationPolicy): Evidence {
  const { namespace, name } = policy.metadata;
  return { kind: 'AuthorizationPolicy', namespace, name };
}

function sameIdentity(a: Caller, b: Caller): boolean {
  return a.namespace === b.namespace && a.serviceAccount === b.serviceAccount;
}

function unique(callers: readonly Caller[]): Caller[] {
  return callers.filter(
    (caller, i) => callers.findIndex(c => sameIdentity(c, caller)) === i,
  );
}

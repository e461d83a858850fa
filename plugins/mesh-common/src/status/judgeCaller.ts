import { CallerAccess, DecidingPolicy } from '../istio/authorization';
import { callsInPlaintext } from './callsInPlaintext';
import { Evidence } from './Evidence';
import { KnownCaller } from './knownCallers';
import { recognition } from './recognition';
import {
  CallerConnection,
  CallerVerdict,
  PortMtls,
  Verdict,
} from './TargetStatus';

/** What rules say of a caller, now and once dry runs are enforced. */
export interface RuleAnswers {
  now: CallerAccess;
  enforced: CallerAccess;
}

/** A verdict, and in words why. */
type Judgement = Pick<CallerVerdict, 'verdict' | 'reason' | 'evidence'>;

/**
 * The verdict on one known caller. Connections come first, as no rule is asked about those that fail; then what rules say
 * of the caller, and of a stranger where some of its connections do not show who calls.
 *
 * @param answers - as itself, and as a stranger where the caller is not recognised everywhere
 */
export function judgeCaller(
  entry: KnownCaller,
  ports: readonly PortMtls[],
  answers: readonly RuleAnswers[],
): CallerVerdict {
  const strict = ports.filter(port => port.accepts === 'mtls-only');
  if (callsInPlaintext(entry) && strict.length > 0) {
    // mTLS is settled before any policy is asked.
    return {
      ...entry,
      verdict: strict.length === ports.length ? 'denied' : 'depends',
      reason: `${plaintextReason(entry)}, and port ${strict.map(p => p.port).join(', ')} accepts only mTLS.`,
      evidence: strict[0].evidence,
    };
  }
  const unconnected = refused(entry);
  if (unconnected?.verdict === 'denied') {
    return { ...entry, ...unconnected };
  }
  const now = byRules(
    entry,
    answers.map(answer => answer.now),
  );
  const enforced = byRules(
    entry,
    answers.map(answer => answer.enforced),
  );
  if (unconnected && now.verdict !== 'denied') {
    return { ...entry, ...unconnected };
  }
  return {
    ...entry,
    ...now,
    ifEnforced:
      enforced.verdict === now.verdict
        ? undefined
        : { verdict: enforced.verdict, reason: enforced.reason },
  };
}

/** The verdict on a caller some or all of whose connections come to nothing; undefined where none do. */
export function refused({
  connections = [],
}: KnownCaller): Judgement | undefined {
  const failing = connections.filter(
    ({ outcome }) => outcome === 'fails' || outcome === 'partly-fails',
  );
  const where =
    failing.length === connections.length
      ? ''
      : ` on ${failing.flatMap(describePorts).join(', ')}`;
  return failing.length === 0
    ? undefined
    : {
        verdict: connections.every(({ outcome }) => outcome === 'fails')
          ? 'denied'
          : 'depends',
        reason: `Its connections fail${where}. ${failing.map(({ reason }) => reason).join(' ')}`,
        evidence: failing[0].evidence[0],
      };
}

function byRules(
  entry: KnownCaller,
  [itself, stranger]: readonly CallerAccess[],
): Judgement {
  const judgement = byRule(entry, itself);
  const other = stranger && byRule(entry, stranger);
  return other === undefined || other.verdict === judgement.verdict
    ? judgement
    : {
        verdict: 'depends',
        reason: `It depends on the connection, as not all show who calls. By mTLS: ${judgement.reason} Otherwise: ${other.reason}`,
      };
}

function byRule(entry: KnownCaller, answer: CallerAccess): Judgement {
  const verdict = verdictOf(entry, answer);
  return {
    verdict,
    reason:
      verdict === 'unknown'
        ? 'Its service account is not known, so no rule can be held against it.'
        : answer.reason,
    evidence: answer.by && evidenceOf(answer.by),
  };
}

function verdictOf(entry: KnownCaller, answer: CallerAccess): Verdict {
  const identified =
    recognition(entry) === 'none' || entry.caller.serviceAccount !== undefined;
  return answer.verdict === 'depends' && !identified
    ? 'unknown'
    : answer.verdict;
}

function plaintextReason({ plaintext, sources }: KnownCaller): string {
  if (plaintext) {
    return 'It calls in plaintext';
  }
  return sources.includes('service')
    ? 'It comes from outside the mesh, without mutual TLS'
    : 'None of its pods has a proxy, so it can call in plaintext only';
}

function describePorts({ ports }: CallerConnection): string[] {
  return ports.map(({ service, port }) => `${service}:${port}`);
}

/** The policy, and the rule in it, that decides. */
export function evidenceOf({
  kind,
  namespace,
  name,
  rule,
}: DecidingPolicy): Evidence {
  const field = rule === undefined ? 'spec' : `spec.rules[${rule}]`;
  return { kind, namespace, name, field };
}

import { Predicate, ValuePlace } from './Attribute';
import { AuthorizationAction, AuthorizationRule } from './AuthorizationPolicy';
import { CompiledPredicate, CompiledRule } from './CompiledRule';
import {
  conditionPredicates,
  operationPredicates,
  sourcePredicates,
} from './predicates';

/** What a rule is translated for. */
export interface RuleTarget {
  action: AuthorizationAction;
  protocol: 'http' | 'tcp';
  place: Omit<ValuePlace, 'key'>;
}

/**
 * A rule as Envoy gets it in a sidecar, gateway or waypoint. What cannot be translated (an HTTP field on a TCP port, a
 * malformed value) takes the whole rule out of an ALLOW policy, but only itself out of any other, which so gets wider:
 * Istio errs towards denying. A condition with an unknown key takes the rule out of both.
 *
 * Source: istio pilot/pkg/security/authz/model/model.go, `New`, `Generate`, `checkError`.
 */
export function compileForEnvoy(
  rule: AuthorizationRule,
  target: RuleTarget,
): CompiledRule {
  const conditions: Predicate[] = [];
  for (const condition of rule.when ?? []) {
    const predicates = conditionPredicates(condition);
    if (predicates === undefined) {
      return { leftOut: `Istio knows no condition ${condition.key}` };
    }
    conditions.push(...predicates);
  }
  const clauses = [
    alternatives(rule.from, entry => sourcePredicates(entry.source)),
    alternatives(rule.to, entry => operationPredicates(entry.operation)),
    [conditions],
  ];

  const lost = new Set<string>();
  const compiled = clauses.map(clause =>
    clause.map(alternative =>
      alternative.flatMap(predicate => compile(predicate, target, lost)),
    ),
  );
  if (lost.size === 0) {
    return { clauses: compiled };
  }
  const what = [...lost].join(', ');
  const why =
    target.protocol === 'tcp'
      ? `${what} cannot be checked on a TCP port`
      : `${what} cannot be translated`;
  return target.action === 'ALLOW'
    ? { leftOut: why }
    : { clauses: compiled, note: `${why} and counts as matching` };
}

function alternatives<T>(
  entries: readonly T[] | undefined,
  predicatesOf: (entry: T) => Predicate[],
): Predicate[][] {
  return entries === undefined || entries.length === 0
    ? [[]]
    : entries.map(predicatesOf);
}

function compile(
  predicate: Predicate,
  { protocol, place }: RuleTarget,
  lost: Set<string>,
): CompiledPredicate[] {
  const { key, attribute, values, negated } = predicate;
  const matchers: CompiledPredicate['matchers'][number][] = [];
  for (const value of values) {
    const matcher =
      attribute.httpOnly && protocol === 'tcp'
        ? undefined
        : attribute.matcher(value, { ...place, key });
    if (matcher === undefined) {
      lost.add(key);
    } else {
      matchers.push(matcher);
    }
  }
  return matchers.length === 0
    ? []
    : [{ attribute, values, matchers, negated }];
}

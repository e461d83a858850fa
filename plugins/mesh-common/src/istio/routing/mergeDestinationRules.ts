import { byAge } from '../../kubernetes/byAge';
import { HostDestinationRule, Subset, TrafficPolicy } from './DestinationRule';
import { overlay } from './trafficPolicy';

/** What the DestinationRules of one namespace for one host come to. */
export interface MergedDestinationRule {
  /** Full name, or a wildcard. */
  host: string;
  namespace: string;
  /** Empty means the mesh's default. */
  exportTo: ReadonlySet<string>;
  /** Labels of the callers that it is only for. */
  selector?: Record<string, string>;
  trafficPolicy?: TrafficPolicy;
  subsets: Subset[];
  /** The rules that went into it; the first decides the traffic policy, unless it has none. */
  from: HostDestinationRule[];
}

/** Set on the rules that istiod itself makes from the backend policies of the Gateway API. */
const BACKEND_POLICY = 'internal.istio.io/parents';

/**
 * Merges the DestinationRules of one namespace for one host, in Istio's order: those for some callers first, then the
 * oldest. The first to set a traffic policy sets all of it; later ones only add subsets, and the first definition of a
 * subset's name counts. Rules for different callers, or exported elsewhere, stay apart, and a rule for all callers is also
 * added to those for some. A rule that istiod made from a backend policy only fills gaps.
 *
 * Source: istio pilot/pkg/model/destination_rule.go, `mergeDestinationRule`.
 */
export function mergeDestinationRules(
  host: string,
  rules: readonly HostDestinationRule[],
): MergedDestinationRule[] {
  const merged: MergedDestinationRule[] = [];
  for (const rule of [...rules].sort(bySelectorAndAge)) {
    const exportTo = exportSet(rule);
    const selector = rule.spec?.workloadSelector
      ? (rule.spec.workloadSelector.matchLabels ?? {})
      : undefined;
    let apart = true;
    for (const into of merged) {
      const sameExport = isSuperset(exportTo, into.exportTo);
      const equalExport = sameExport && exportTo.size === into.exportTo.size;
      if (!equalExport && !(into.exportTo.size > 0 && sameExport)) {
        apart = true;
        continue;
      }
      apart = !equalExport;
      if (selector && into.selector && !sameLabels(selector, into.selector)) {
        apart = true;
        continue;
      }
      if ((selector === undefined) === (into.selector === undefined)) {
        apart = false;
      }
      addTo(into, rule);
    }
    if (apart) {
      merged.push({
        host,
        namespace: rule.metadata.namespace ?? '',
        exportTo,
        ...(selector && { selector }),
        ...(rule.spec?.trafficPolicy && {
          trafficPolicy: rule.spec.trafficPolicy,
        }),
        subsets: [...(rule.spec?.subsets ?? [])],
        from: [rule],
      });
    }
  }
  return merged;
}

/**
 * Who sees a rule: the names in `exportTo`. One for some callers stays in its namespace whatever it says.
 *
 * Source: istio pilot/pkg/model/push_context.go, `setDestinationRules`.
 */
export function exportSet(rule: HostDestinationRule): ReadonlySet<string> {
  return new Set(rule.spec?.workloadSelector ? ['.'] : rule.spec?.exportTo);
}

function addTo(into: MergedDestinationRule, rule: HostDestinationRule): void {
  const known = new Set(into.subsets.map(subset => subset.name));
  into.subsets.push(
    ...(rule.spec?.subsets ?? []).filter(({ name }) => !known.has(name)),
  );
  const incoming = rule.spec?.trafficPolicy;
  const existing = into.trafficPolicy;
  const [intoIsBackend, ruleIsBackend] = [into.from[0], rule].map(
    isBackendPolicy,
  );
  into.from.push(rule);
  if (intoIsBackend === ruleIsBackend) {
    into.trafficPolicy = existing ?? incoming;
  } else {
    into.trafficPolicy = ruleIsBackend
      ? fillGaps(existing, incoming)
      : fillGaps(incoming, existing);
  }
}

function fillGaps(
  user: TrafficPolicy | undefined,
  backend: TrafficPolicy | undefined,
): TrafficPolicy | undefined {
  if (user === undefined || backend === undefined) {
    return user ?? backend;
  }
  const ports = mergePorts(user, backend);
  return {
    ...overlay(backend, user),
    ...(ports.length > 0 && { portLevelSettings: ports }),
  };
}

function mergePorts(user: TrafficPolicy, backend: TrafficPolicy) {
  const theirs = backend.portLevelSettings ?? [];
  const own = (user.portLevelSettings ?? []).map(entry => ({
    ...theirs.find(other => other.port?.number === entry.port?.number),
    ...entry,
  }));
  const known = new Set(own.map(entry => entry.port?.number));
  return [...own, ...theirs.filter(entry => !known.has(entry.port?.number))];
}

function isBackendPolicy(rule: HostDestinationRule): boolean {
  return rule.metadata.annotations?.[BACKEND_POLICY] !== undefined;
}

function bySelectorAndAge(
  a: HostDestinationRule,
  b: HostDestinationRule,
): number {
  const rank = (rule: HostDestinationRule) =>
    rule.spec?.workloadSelector ? 0 : 1;
  return rank(a) - rank(b) || byAge(a, b);
}

function isSuperset(of: ReadonlySet<string>, part: ReadonlySet<string>) {
  return [...part].every(name => of.has(name));
}

function sameLabels(a: Record<string, string>, b: Record<string, string>) {
  const [left, right] = [Object.entries(a), Object.entries(b)];
  return (
    left.length === right.length &&
    left.every(([key, value]) => b[key] === value)
  );
}

import {
  ClusterView,
  evaluateTarget,
  findTargets,
  findWorkload,
  KubernetesObject,
} from '@onmesh/plugin-mesh-common';
import { answerer, Answer, parseTarget } from '../request/answer';

/** An identity that no object names: what it may do, everyone with an identity may. */
export const STRANGER = 'onmesh-stranger/onmesh-stranger';

/** Every identity, whether an object names it or not. */
export const ANYONE = 'anyone';

/** Who may send some request to a workload, each with the answer that says so. */
export interface Callers {
  /** By `namespace/serviceAccount`, `plaintext`, or `anyone`. */
  may: Map<string, Answer>;
  mayNot: Map<string, Answer>;
  /** Why nothing can be told; absent when everything can. */
  unknown?: string;
}

/**
 * Holds every identity that the objects know against a workload: those of ServiceAccounts, of workloads and of rules,
 * a stranger, and a caller in plaintext. A caller of whom nobody can say that no request gets through counts as one who
 * may call.
 *
 * @param options.port - any that the workload declares when absent
 * @param options.also - identities to ask about besides
 */
export function callersOf(
  view: ClusterView,
  workload: string,
  options: { port?: number; also?: readonly string[] } = {},
): Callers {
  const { port, also = [] } = options;
  const answer = answerer(view);
  const callers: Callers = { may: new Map(), mayNot: new Map() };
  const names = [ANYONE, 'plaintext', ...identities(view, workload), ...also];
  for (const name of new Set(names)) {
    const source = name === ANYONE ? STRANGER : name;
    const request = { source, ...(port !== undefined && { port }) };
    const answered = answer({ workload, request });
    if (answered.verdict === 'unknown') {
      return { ...callers, unknown: answered.reason };
    }
    const list = answered.verdict === 'denied' ? callers.mayNot : callers.may;
    list.set(name, answered);
  }
  return callers;
}

/**
 * Callers as expectations list them: those who may; where anyone may, not each of them by name, but with `!` those who
 * may not all the same.
 */
export function listCallers({ may, mayNot }: Callers): string[] {
  if (!may.has(ANYONE)) {
    return [...may.keys()].sort();
  }
  return [
    ANYONE,
    ...(may.has('plaintext') ? ['plaintext'] : []),
    ...[...mayNot.keys()]
      .filter(name => name !== 'plaintext')
      .map(name => `!${name}`)
      .sort(),
  ];
}

function identities(view: ClusterView, workload: string): string[] {
  const accounts = view
    .listAll<KubernetesObject>('ServiceAccount')
    .map(({ metadata }) => [metadata.namespace, metadata.name]);
  const workloads = findTargets(view, { selector: {} }).map(target => [
    target.namespace,
    findWorkload(view, target)?.serviceAccount,
  ]);
  const named = evaluateTarget({
    view,
    target: parseTarget(view, workload),
    catalogCallers: [],
  }).access.callers.map(({ caller }) => [
    caller.namespace,
    caller.serviceAccount,
  ]);
  const all = [...accounts, ...workloads, ...named].flatMap(
    ([namespace, name]) =>
      namespace === undefined || name === undefined
        ? []
        : [`${namespace}/${name}`],
  );
  return [...new Set(all)].sort();
}

import {
  AuthorizationPolicy,
  ClusterView,
  evaluateTarget,
} from '@onmesh/plugin-mesh-common';
import { parseTarget } from '../request/answer';
import { describeRequest, RequestInput } from '../request/requestSchema';
import { ANYONE, Callers, callersOf, STRANGER } from './callersOf';

/** Neither a rule nor a person would write these; they stand for all that no rule names. */
const OTHER_METHOD = 'OTHER';
const OTHER_PATH = '/onmesh-other';

/** A rule that names methods may come to name any other of these. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

interface Sample {
  name: string;
  workload: string;
  request: RequestInput;
}

/**
 * Requests of each kind that the rules in reach of a workload tell apart, from each caller whose verdict hangs on the
 * request: every path that a rule names and one that none does, with every method if a rule names one.
 */
export function sampleRequests(view: ClusterView, workload: string): Sample[] {
  const target = parseTarget(view, workload);
  const { ports, access } = evaluateTarget({
    view,
    target,
    catalogCallers: [],
  });
  const named = access.callers.map(
    ({ caller }) => `${caller.namespace}/${caller.serviceAccount}`,
  );
  const operations = [...new Set([view.mesh.rootNamespace, target.namespace])]
    .flatMap(namespace =>
      view.list<AuthorizationPolicy>('AuthorizationPolicy', namespace),
    )
    .flatMap(({ spec }) => spec?.rules ?? [])
    .flatMap(({ to }) => to ?? [])
    .map(({ operation }) => operation);
  const namedMethods = operations.flatMap(of => [
    ...(of?.methods ?? []),
    ...(of?.notMethods ?? []),
  ]);
  const methods = unique([
    ...(namedMethods.length === 0 ? [] : [...namedMethods, ...METHODS]),
    OTHER_METHOD,
  ]).filter(method => !method.includes('*'));
  const paths = unique([
    ...operations
      .flatMap(of => [...(of?.paths ?? []), ...(of?.notPaths ?? [])])
      .map(samplePath),
    OTHER_PATH,
  ]).filter(path => path.startsWith('/'));
  return ports
    .filter(({ protocol }) => protocol !== 'tcp')
    .flatMap(({ port }) =>
      sourcesOf(callersOf(view, workload, { port }), named).flatMap(source =>
        methods.flatMap(method =>
          paths.map(path => ({ source, port, method, path })),
        ),
      ),
    )
    .map(request => ({
      name: describeRequest(workload, request),
      workload,
      request,
    }));
}

/** Those whose verdict hangs on the request. Where anyone may call, a stranger stands for all whom no rule names. */
function sourcesOf({ may }: Callers, named: readonly string[]): string[] {
  return [...may]
    .filter(([, { verdict }]) => verdict === 'depends')
    .map(([name]) => name)
    .filter(
      name =>
        !may.has(ANYONE) || [ANYONE, 'plaintext', ...named].includes(name),
    )
    .map(name => (name === ANYONE ? STRANGER : name));
}

/** A path that a pattern matches. */
function samplePath(pattern: string): string {
  return pattern
    .replace(/\{\*\*?\}/g, 'sample')
    .replace(/^\*/, '/sample')
    .replace(/\*$/, 'sample');
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}

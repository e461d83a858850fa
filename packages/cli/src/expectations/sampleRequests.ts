import {
  AuthorizationPolicy,
  ClusterView,
  evaluateTarget,
} from '@onmesh/plugin-mesh-common';
import { describeRequest, RequestInput } from '../request/requestSchema';
import { ANYONE, callersOf } from './callersOf';
import { parseTarget } from '../request/answer';

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
  const { ports } = evaluateTarget({ view, target, catalogCallers: [] });
  const operations = [...new Set([view.mesh.rootNamespace, target.namespace])]
    .flatMap(namespace =>
      view.list<AuthorizationPolicy>('AuthorizationPolicy', namespace),
    )
    .flatMap(({ spec }) => spec?.rules ?? [])
    .flatMap(({ to }) => to ?? [])
    .map(({ operation }) => operation);
  const named = operations.flatMap(of => [
    ...(of?.methods ?? []),
    ...(of?.notMethods ?? []),
  ]);
  const methods = unique([
    ...(named.length === 0 ? [] : [...named, ...METHODS]),
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
      [...callersOf(view, workload, { port }).may]
        .filter(
          ([name, { verdict }]) => verdict === 'depends' && name !== ANYONE,
        )
        .flatMap(([source]) =>
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

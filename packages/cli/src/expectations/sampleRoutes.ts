import {
  ClusterView,
  describeShares,
  evaluateTarget,
  HttpMatch,
  HTTPRoute,
  StringMatch,
  VirtualService,
} from '@onmesh/plugin-mesh-common';
import { parseTarget } from '../request/answer';
import { describeRequest, RequestInput } from '../request/requestSchema';
import { routeOf } from '../request/route';

interface Sample {
  name: string;
  workload: string;
  request: RequestInput;
}

/**
 * Where routes tell requests apart, a request of each kind, from a caller in the workload's own namespace: one that meets
 * each condition that has a plain value, and one that meets none.
 */
export function sampleRoutes(view: ClusterView, workload: string): Sample[] {
  const target = parseTarget(view, workload);
  const { ports } = evaluateTarget({ view, target, catalogCallers: [] });
  const kinds = unique([
    { headers: {}, path: '/onmesh-other' },
    ...view
      .list<VirtualService>('VirtualService', target.namespace)
      .flatMap(({ spec }) => spec?.http ?? [])
      .flatMap(({ match }) => match ?? [])
      .flatMap(sampleOf),
    ...view
      .list<HTTPRoute>('HTTPRoute', target.namespace)
      .flatMap(({ spec }) => spec?.rules ?? [])
      .flatMap(({ matches }) => matches ?? [])
      .flatMap(({ headers = [], path, method }) =>
        sampleOf({
          headers: Object.fromEntries(
            headers.map(({ name = '', type, value = '' }) => [
              name,
              type === 'RegularExpression'
                ? { regex: value }
                : { exact: value },
            ]),
          ),
          ...(method && { method: { exact: method } }),
          ...(path?.value &&
            path.type !== 'RegularExpression' && {
              uri: { prefix: path.value },
            }),
        }),
      ),
  ]);
  return ports
    .filter(({ protocol }) => protocol === 'http')
    .flatMap(({ port }) => {
      const asked = kinds.map(kind => ({
        workload,
        request: {
          source: { namespace: target.namespace },
          port,
          method: 'GET',
          ...kind,
        },
      }));
      const answers = asked.map(question =>
        describeShares(routeOf(view, question)),
      );
      return new Set(answers).size < 2
        ? []
        : asked.map(question => ({
            name: `${describeRequest(workload, question.request)}${headersOf(question.request)}: where it goes`,
            ...question,
          }));
    });
}

/** A request that meets a condition; none for what has no plain value. */
function sampleOf(match: HttpMatch): Partial<RequestInput>[] {
  const headers = Object.entries(match.headers ?? {}).map(
    ([name, wanted]) => [name, valueOf(wanted)] as const,
  );
  const path = match.uri ? valueOf(match.uri) : '/onmesh-other';
  const method = match.method ? valueOf(match.method) : 'GET';
  return path === undefined ||
    method === undefined ||
    headers.some(([, value]) => value === undefined)
    ? []
    : [
        {
          method,
          path,
          headers: Object.fromEntries(
            headers.map(([name, value]) => [name, value ?? '']),
          ),
        },
      ];
}

function valueOf({ exact, prefix, regex }: StringMatch): string | undefined {
  return exact ?? prefix ?? (regex === undefined ? 'any' : undefined);
}

function headersOf({ headers = {} }: RequestInput): string {
  const texts = Object.entries(headers).map(
    ([name, value]) => `${name}: ${String(value)}`,
  );
  return texts.length === 0 ? '' : ` with ${texts.join(', ')}`;
}

function unique<T>(values: readonly T[]): T[] {
  return [
    ...new Map(values.map(value => [JSON.stringify(value), value])).values(),
  ];
}

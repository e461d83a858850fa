import {
  ClusterView,
  RequestRoute,
  routeRequest,
  RouteQuestion,
  VersionShare,
} from '@onmesh/plugin-mesh-common';
import { parseTarget } from './answer';
import { RequestInput, toAuthorizationRequest } from './requestSchema';

/** Where a request goes, as it is asked on the command line and in files of expectations. */
export function routeOf(
  view: ClusterView,
  { workload, request }: { workload: string; request: RequestInput },
): RequestRoute {
  const { port, method, path, host, headers } = request;
  return routeRequest(view, parseTarget(view, workload), {
    port,
    caller: callerOf(request),
    request: { method, path, host, headers },
  });
}

function callerOf(request: RequestInput): RouteQuestion['caller'] {
  const { source } = toAuthorizationRequest(request);
  if (source?.principal === null) {
    return null;
  }
  const [
    ,
    ,
    namespace = source?.namespace,
    ,
    account = source?.serviceAccount,
  ] = source?.principal?.split('/') ?? [];
  return namespace === undefined
    ? undefined
    : { namespace, serviceAccount: account };
}

/** Where it goes in a few words: `v1 90 %, v2 10 %`. */
export function describeShares({
  state,
  shares = [],
}: Pick<RequestRoute, 'state' | 'shares'>): string {
  if (state !== 'known') {
    return state;
  }
  const used = shares.filter(({ percent }) => percent > 0);
  return used.length === 0
    ? 'nowhere (404)'
    : used.map(describeShare).sort().join(', ');
}

function describeShare(share: VersionShare): string {
  const what =
    'version' in share
      ? share.version
      : `an error ${share.status} (${share.error})`;
  return share.percent === 100 ? what : `${what} ${round(share.percent)} %`;
}

function round(percent: number): number {
  return Math.round(percent * 100) / 100;
}

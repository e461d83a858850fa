import {
  ClusterView,
  RequestRoute,
  routeRequest,
  RouteQuestion,
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

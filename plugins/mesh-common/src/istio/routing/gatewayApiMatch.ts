import { HttpMatch, StringMatch } from '../../delivery/VirtualService';
import { GatewayApiMatch, NamedMatch } from './GatewayApiRule';

/**
 * A condition of an HTTPRoute or GRPCRoute in Istio's words.
 *
 * Source: istio pilot/pkg/config/kube/gateway/conversion.go, `createURIMatch`, `createGRPCURIMatch`.
 */
export function gatewayApiMatch({
  path,
  headers,
  queryParams,
  method,
}: GatewayApiMatch): HttpMatch {
  const uri =
    typeof method === 'object' ? grpcUri(method) : path && httpUri(path);
  return {
    ...(uri && { uri }),
    ...(typeof method === 'string' && { method: { exact: method } }),
    ...(headers?.length && { headers: byName(headers) }),
    ...(queryParams?.length && { queryParams: byName(queryParams) }),
  };
}

function httpUri({
  type = 'PathPrefix',
  value = '/',
}: NonNullable<GatewayApiMatch['path']>): StringMatch {
  switch (type) {
    case 'Exact':
      return { exact: value };
    case 'RegularExpression':
      return { regex: value };
    default:
      // A slash at the end of a prefix means nothing.
      return { prefix: value === '/' ? value : value.replace(/\/$/, '') };
  }
}

// gRPC calls are requests for /service/method.
function grpcUri(of: {
  type?: string;
  service?: string;
  method?: string;
}): StringMatch {
  const { type = 'Exact', service, method } = of;
  if (type === 'RegularExpression') {
    return { regex: `/${service ?? '[^/]+'}/${method ?? '.+'}` };
  }
  if (method === undefined) {
    return { prefix: `/${service}/` };
  }
  return service === undefined
    ? { regex: `/[^/]+/${method}` }
    : { exact: `/${service}/${method}` };
}

function byName(matches: readonly NamedMatch[]): Record<string, StringMatch> {
  return Object.fromEntries(
    matches.map(({ name, type = 'Exact', value }) => [
      name,
      type === 'RegularExpression' ? { regex: value } : { exact: value },
    ]),
  );
}

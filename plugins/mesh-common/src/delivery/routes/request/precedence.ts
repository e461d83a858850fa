import { HttpMatch } from '../../VirtualService';
import { RouteInput } from '../RouteInput';

/**
 * Which of two conditions of HTTPRoutes is tried first: negative when the first is. Both meshes begin with the path; then
 * Istio looks at the method, headers and query, Linkerd at headers, query and method.
 *
 * Source: istio pilot/pkg/config/kube/gateway/conversion.go, `sortHTTPRoutes`; linkerd2-proxy
 * linkerd/http/route/src/http/match.rs, `RequestMatch`.
 */
export function precedence(
  mesh: RouteInput['mesh'],
  a: HttpMatch | undefined,
  b: HttpMatch | undefined,
): number {
  const [left, right] = [rank(mesh, a), rank(mesh, b)];
  const at = left.findIndex((value, index) => value !== right[index]);
  return at < 0 ? 0 : right[at] - left[at];
}

function rank(mesh: RouteInput['mesh'], match: HttpMatch = {}): number[] {
  const { exact, prefix, regex } = match.uri ?? { prefix: '/' };
  const kind = [regex, prefix, exact].findIndex(text => text !== undefined);
  const method = match.method === undefined ? 0 : 1;
  const headers = Object.keys(match.headers ?? {}).length;
  const query = Object.keys(match.queryParams ?? {}).length;
  return [
    kind,
    (exact ?? prefix ?? regex ?? '').length,
    ...(mesh === 'linkerd'
      ? [headers, query, method]
      : [method, headers, query]),
  ];
}

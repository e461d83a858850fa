import { AuthorizationPolicy } from '../../istio/authorization/AuthorizationPolicy';
import { httpMethods } from '../../istio/httpMethods';
import { about, MeshRule } from './MeshRule';

/** What gRPC calls are told by: `/package.Service/Method`. */
const GRPC = /^\/[A-Za-z0-9_.]+\/[A-Za-z0-9_]+$/;

/**
 * An AuthorizationPolicy names a method that no request has. Methods are compared as written, so `get` is none.
 *
 * Source: RFC 9110, 9.1; istio pilot/pkg/security/authz/matcher/string.go.
 */
export const policyMethodUnknown: MeshRule = view =>
  view.listAll<AuthorizationPolicy>('AuthorizationPolicy').flatMap(policy =>
    (policy.spec?.rules ?? []).flatMap(({ to = [] }, i) =>
      to.flatMap(({ operation = {} }, j) =>
        (['methods', 'notMethods'] as const).flatMap(field =>
          (operation[field] ?? []).flatMap((method, k) =>
            isPossible(method)
              ? []
              : [
                  {
                    severity: 'warning' as const,
                    object: about(
                      policy,
                      `spec.rules[${i}].to[${j}].operation.${field}[${k}]`,
                    ),
                    message: `No request has the method ${JSON.stringify(method)}. Methods are compared letter by letter.`,
                    action: `Write one of ${httpMethods.join(', ')}.`,
                  },
                ],
          ),
        ),
      ),
    ),
  );

function isPossible(method: string): boolean {
  if (method === '*') {
    return true;
  }
  if (method.startsWith('*')) {
    return httpMethods.some(known => known.endsWith(method.slice(1)));
  }
  return method.endsWith('*')
    ? httpMethods.some(known => known.startsWith(method.slice(0, -1)))
    : httpMethods.includes(method) || GRPC.test(method);
}

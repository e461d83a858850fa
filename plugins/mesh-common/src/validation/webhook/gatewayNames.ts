import { Problem, errors, warnings } from '../Problem';
import { isFullName, isIstioLabel } from './hostNames';

/**
 * What Istio says of the gateways that a VirtualService names. After one that has no namespace it looks at no more of them.
 *
 * Source: istio pkg/config/validation/validation.go, `validateGatewayNames`.
 */
export function gatewayNameProblems(
  names: readonly string[] | undefined,
  path: string,
): Problem[] {
  const list = names ?? [];
  const short = list.findIndex(name => !name.includes('/'));
  return list
    .slice(0, short < 0 ? undefined : short + 1)
    .flatMap((name, index) => {
      const at = `${path}[${index}]`;
      if (index === short) {
        const [gateway, namespace] = name.split('.');
        return [
          ...warnings([
            name.includes('.'),
            at,
            `Prefer ${namespace}/${gateway} to ${name}.`,
          ]),
          ...errors([
            !isFullName(name),
            at,
            `"${name}" is no name of a gateway.`,
          ]),
        ];
      }
      const slash = name.indexOf('/');
      return errors([
        !isIstioLabel(name.slice(0, slash)) ||
          !isIstioLabel(name.slice(slash + 1)),
        at,
        `"${name}" is no NAMESPACE/NAME of a gateway.`,
      ]);
    });
}

import { Problem, errors } from '../Problem';

const KEY =
  /^((?=[^/]{1,253}\/)[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?)*\/)?(?=[^/]{1,63}$)(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const VALUE = /^((?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;

/**
 * What Istio says of labels that it compares.
 *
 * Source: istio pkg/config/labels/instance.go, `Instance.Validate`.
 */
export function comparedLabels(
  labels: Readonly<Record<string, string>> | undefined,
  path: string,
): Problem[] {
  return Object.entries(labels ?? {}).flatMap(([key, value]) =>
    errors(
      [!KEY.test(key), path, `"${key}" is no name of a label.`],
      [!VALUE.test(value), path, `"${value}" is no value of a label.`],
    ),
  );
}

/**
 * What Istio says of the selector of a Sidecar or a ServiceEntry.
 *
 * Source: istio pkg/config/validation/validation.go, `ValidateAlphaWorkloadSelector`.
 */
export function selectorLabels(
  labels: Readonly<Record<string, string>> | undefined,
  path: string,
): Problem[] {
  return Object.entries(labels ?? {}).flatMap(label =>
    errors(
      [label[0] === '', path, 'A label needs a key.'],
      [label.join().includes('*'), path, 'Labels cannot have wildcards.'],
    ),
  );
}

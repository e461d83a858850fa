import { Problem } from '../Problem';
import { duplicateItems } from '../structure/duplicateItems';
import { isRecord } from '../structure/isRecord';
import { labelProblems } from './labelProblems';
import { isDnsLabel } from './names';

/**
 * What the API server says of the ports and the selector of a Service.
 *
 * Source: kubernetes pkg/apis/core/validation/validation.go, `ValidateService`.
 */
export function serviceProblems(spec: unknown): Problem[] {
  const { ports, selector } = isRecord(spec) ? spec : {};
  const list: readonly unknown[] = Array.isArray(ports) ? ports : [];
  return [
    ...labelProblems(selector, 'spec.selector'),
    ...list.flatMap((port, index) =>
      portProblems(port, `spec.ports[${index}]`, list.length > 1),
    ),
    ...duplicateItems(list, {
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
    })
      .filter(() => list.length > 1)
      .map(index =>
        problem(`spec.ports[${index}].name`, 'The name is taken already.'),
      ),
  ];
}

function portProblems(port: unknown, path: string, named: boolean): Problem[] {
  const { name, port: number } = isRecord(port) ? port : {};
  const valid =
    typeof number === 'number' &&
    Number.isInteger(number) &&
    number > 0 &&
    number <= 65535;
  return [
    ...(valid
      ? []
      : [problem(`${path}.port`, 'A port is a number of 1 to 65535.')]),
    ...(named && !name
      ? [problem(`${path}.name`, 'With several ports, each needs a name.')]
      : []),
    ...(typeof name === 'string' && name !== '' && !isDnsLabel(name)
      ? [
          problem(
            `${path}.name`,
            `"${name}" is no name of a port: at most 63 lower-case letters, digits and "-".`,
          ),
        ]
      : []),
  ];
}

function problem(path: string, message: string): Problem {
  return { severity: 'error', path, message, source: 'schema' };
}

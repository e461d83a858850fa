import { Problem, errors } from '../Problem';
import { isIstioLabel } from './hostNames';

/**
 * What Istio says of the namespaces that an object is for.
 *
 * @param options - `allowsNone`: ServiceEntries can be for nobody, `~`; `onlyOwn`: DestinationRules with a selector stay in their
 * own namespace
 *
 * Source: istio pkg/config/validation/validation.go, `validateExportTo`.
 */
export function exportToProblems(
  exportTo: readonly string[] | undefined,
  namespace: string | undefined,
  options: { allowsNone?: boolean; onlyOwn?: boolean } = {},
): Problem[] {
  const path = 'spec.exportTo';
  if (!exportTo?.length) {
    return [];
  }
  const names = exportTo.map(name => (name === '.' ? (namespace ?? '') : name));
  const isKnown = (name: string) =>
    name === '*' || (name === '~' && options.allowsNone) || isIstioLabel(name);
  const others = new Set(names.filter(isKnown));
  return [
    ...names.flatMap((name, index) =>
      errors(
        [
          names.indexOf(name) !== index,
          `${path}[${index}]`,
          `${exportTo[index]} is in the list already.`,
        ],
        [
          // Without a namespace of its own, "." stands for one that is not known yet.
          !isKnown(name) && exportTo[index] !== '.',
          `${path}[${index}]`,
          `"${name}" is none of ".", "*" and the name of a namespace.`,
        ],
      ),
    ),
    ...errors(
      [
        Boolean(options.onlyOwn) &&
          others.size > 0 &&
          !(others.size === 1 && others.has(namespace ?? '')),
        path,
        'With a workloadSelector, the rule is for its own namespace only.',
      ],
      [
        others.has('*') && exportTo.length > 1,
        path,
        '"*" is everybody, so nobody can be named besides.',
      ],
      [
        others.has('~') && exportTo.length > 1,
        path,
        '"~" is nobody, so nobody can be named besides.',
      ],
    ),
  ];
}

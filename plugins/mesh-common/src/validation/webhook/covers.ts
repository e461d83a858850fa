import { HttpMatch } from './httpMatch';
import { StringMatch } from './stringMatch';

/**
 * Whether a match takes every request that another one would. Of paths only prefixes are compared, as istiod does; of the
 * rest, istiod looks at some fields alone and takes a missing method for GET, and this at all of them.
 *
 * Source: istio pkg/config/validation/validation.go, `coveredValidation`.
 */
export function covers(before: HttpMatch, after: HttpMatch): boolean {
  return (
    before.uri?.prefix !== undefined &&
    (after.uri?.prefix ?? '').startsWith(before.uri.prefix) &&
    (before.ignoreUriCase || !after.ignoreUriCase) &&
    (['scheme', 'method', 'authority'] as const).every(field =>
      takes(before[field], after[field]),
    ) &&
    (['headers', 'queryParams'] as const).every(field =>
      Object.entries(before[field] ?? {}).every(([name, wanted]) =>
        takes(wanted, after[field]?.[name]),
      ),
    ) &&
    isPartOf(before.withoutHeaders, after.withoutHeaders) &&
    isPartOf(before.sourceLabels, after.sourceLabels) &&
    (['port', 'sourceNamespace'] as const).every(
      field => !before[field] || before[field] === after[field],
    ) &&
    isAtGatewaysOf(before, after)
  );
}

/** Whether each text that one matches is one that the other matches too. */
function takes(
  before: StringMatch | undefined,
  after: StringMatch | undefined,
): boolean {
  if (before === undefined || after === undefined) {
    return before === undefined;
  }
  const { exact, prefix, regex } = before;
  return exact === undefined && regex === undefined
    ? // Without any of them it asks only that there is something.
      !prefix || Boolean((after.exact ?? after.prefix)?.startsWith(prefix))
    : exact === after.exact && regex === after.regex;
}

function isPartOf(part: object = {}, whole: object = {}): boolean {
  return Object.entries(part).every(([name, value]) =>
    Object.entries(whole).some(
      ([other, held]) =>
        name === other && JSON.stringify(value) === JSON.stringify(held),
    ),
  );
}

function isAtGatewaysOf(
  { gateways: before = [] }: HttpMatch,
  { gateways: after = [] }: HttpMatch,
): boolean {
  return (
    before.length === 0 ||
    (after.length > 0 && after.every(gateway => before.includes(gateway)))
  );
}

import { asNode, only, textOf, unread } from './envoyNodes';

/** Whether a matcher of strings of Envoy matches a text. */
export function matchesText(matcher: unknown, text: string): boolean {
  const { ignoreCase, ...rest } = asNode(matcher);
  const [kind, value] = only(rest);
  const fold = (s: string) => (ignoreCase === true ? s.toLowerCase() : s);
  switch (kind) {
    case 'exact':
      return fold(text) === fold(textOf(value));
    case 'prefix':
      return fold(text).startsWith(fold(textOf(value)));
    case 'suffix':
      return fold(text).endsWith(fold(textOf(value)));
    case 'safeRegex':
      return fullMatch(textOf(asNode(value).regex)).test(text);
    default:
      throw unread(kind, matcher);
  }
}

const expressions = new Map<string, RegExp>();
function fullMatch(regex: string): RegExp {
  const expression = expressions.get(regex) ?? new RegExp(`^(?:${regex})$`);
  expressions.set(regex, expression);
  return expression;
}

// What Envoy lets an operator match: RFC 3986 path characters. Anything else in the path, and no operator matches it.
const PATH_CHARACTERS = "a-zA-Z0-9\\-._~%!$&'()+,;:@=*";

/** Whether a value of `paths` is a template as a whole; an asterisk in it then is an operator, not a prefix or suffix. */
export function isPathTemplate(value: string): boolean {
  return value.includes('{*}') || value.includes('{**}');
}

/**
 * What paths, without their query, a template matches: `{*}` is one segment that is not empty, `{**}` any number of
 * them, none included; slashes around it must be there.
 *
 * Source: istio pilot/pkg/security/authz/matcher/template.go and envoy source/extensions/path/uri_template_lib.
 */
export function pathTemplatePattern(template: string): RegExp {
  const pattern = template
    .split(/(\{\*\*\}|\{\*\})/)
    .map(part => {
      switch (part) {
        case '{**}':
          return `[${PATH_CHARACTERS}/]*`;
        case '{*}':
          return `[${PATH_CHARACTERS}]+`;
        default:
          return escapeRegExp(part);
      }
    })
    .join('');
  return new RegExp(`^${pattern}$`);
}

/** Text as a regular expression that matches only this text. */
export function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

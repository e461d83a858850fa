/**
 * Text of people or clusters as plain text within Markdown: it cannot mention anyone, link, start a comment or leave a
 * table cell. Line breaks become blanks.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(
      /[&<>"'`*_{}[\]()#+!|~\\@:]/g,
      character => `&#${character.charCodeAt(0)};`,
    )
    .trim();
}

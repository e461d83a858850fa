/** What was typed, without the spaces around it; undefined when nothing was. */
export function text(value: string): string | undefined {
  return value.trim() || undefined;
}

/** A number when it reads as a plain decimal, else the text itself, for the schema to refuse by name. */
export function number(value: string): number | string | undefined {
  const trimmed = value.trim();
  if (trimmed === '') {
    return undefined;
  }
  return /^-?[0-9]+(\.[0-9]+)?$/.test(trimmed) ? Number(trimmed) : trimmed;
}

/** Items between commas or white space; undefined when there is none. */
export function words(value: string): string[] | undefined {
  return some(value.split(/[\s,]+/));
}

/** Items one a line, to the letter: a comma can be part of a path, and a space of a claim. Undefined when there is none. */
export function lines(value: string): string[] | undefined {
  return some(value.split('\n'));
}

function some(items: string[]): string[] | undefined {
  const said = items.filter(item => item !== '');
  return said.length > 0 ? said : undefined;
}

/** A value of a profile as it would be typed. */
export function typed(value: string | number | undefined): string {
  return value === undefined ? '' : String(value);
}

/** Items as {@link words} reads them. */
export function typedWords(items: (string | number)[] = []): string {
  return items.join(', ');
}

/** Items as {@link lines} reads them. */
export function typedLines(items: string[] = []): string {
  return items.join('\n');
}

import { Document, isCollection, Scalar, visit } from 'yaml';

const FIRST_KEYS = ['apiVersion', 'kind', 'metadata', 'spec'];

// What needs no quotes under any YAML version: a word that starts with a letter and is none of YAML 1.1's constants.
const PLAIN = /^[A-Za-z][A-Za-z0-9._/-]*$/;
const CONSTANT = /^(y|n|yes|no|on|off|true|false|null)$/i;
// One line of plain ASCII that holds double quotes and no single ones.
const SINGLE = /^(?=.*")[ -&(-~]*$/;
// Lines of plain ASCII of which the first does not start with a space, as a certificate.
const LINES = /^[!-~][ -~]*\n([!-~][ -~]*\n)*$/;
// A number without digits before its exponent, as some readers of YAML 1.1 take it.
const EXPONENT = /^e-?[0-9]+$/i;

/**
 * The only way in which manifests become text. The same value always gives the same text, and every reader of YAML 1.1
 * or 1.2 gets that value back: whatever is not plainly a word is quoted, so that `on`, `1.10` or `12:30` stay text.
 * The top-level keys come in the order that people expect.
 *
 * @throws TypeError for numbers whose text has an exponent or is no number, because YAML versions read those differently.
 */
export function toYaml(
  value: object,
  style: 'block' | 'flow' = 'block',
): string {
  const document = new Document(inOrder(value), {
    aliasDuplicateObjects: false,
    keepUndefined: false,
  });
  if (isCollection(document.contents)) {
    document.contents.flow = style === 'flow';
  }
  visit(document, {
    Scalar(_, node) {
      quoteIfNeeded(node);
    },
  });
  return document.toString({ lineWidth: 0, indentSeq: true });
}

/** A value on one line, for edits within existing text. */
export function inlineYaml(value: string | number | boolean | object): string {
  return typeof value === 'object'
    ? toYaml(value, 'flow').trimEnd()
    : toYaml([value]).slice('- '.length).trimEnd();
}

function quoteIfNeeded(node: Scalar): void {
  const { value } = node;
  if (typeof value === 'string') {
    node.type = styleOf(value);
  } else if (typeof value === 'number' && !isPlainNumber(value)) {
    throw new TypeError(
      `${value} is not a whole number or a plain decimal, which manifests cannot hold. Write it as text.`,
    );
  }
}

function isPlainNumber(value: number): boolean {
  return (
    Number.isSafeInteger(value) || /^-?[0-9]+\.[0-9]+$/.test(String(value))
  );
}

function styleOf(text: string): Scalar.Type {
  if (LINES.test(text)) {
    return Scalar.BLOCK_LITERAL;
  }
  if (PLAIN.test(text) && !CONSTANT.test(text) && !EXPONENT.test(text)) {
    return Scalar.PLAIN;
  }
  // A query full of double quotes is not readable when each of them is escaped.
  return SINGLE.test(text) ? Scalar.QUOTE_SINGLE : Scalar.QUOTE_DOUBLE;
}

function inOrder(value: object): object {
  if (Array.isArray(value)) {
    return value;
  }
  const rank = (key: string) =>
    FIRST_KEYS.includes(key) ? FIRST_KEYS.indexOf(key) : FIRST_KEYS.length;
  return Object.fromEntries(
    Object.entries(value).sort(([a], [b]) => rank(a) - rank(b)),
  );
}

const LABEL = /^(?=.{1,63}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN =
  /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const NAME_PART = /^(?=.{1,63}$)[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

/** A label of DNS as RFC 1123 has it: names of namespaces, ports and containers. */
export function isDnsLabel(text: string): boolean {
  return LABEL.test(text);
}

/** A label of DNS as RFC 1035 has it, which begins with a letter: names of Services. */
export function isRfc1035Label(text: string): boolean {
  return /^[a-z]/.test(text) && LABEL.test(text);
}

/** Labels of DNS with dots between them: names of most objects. */
export function isDnsSubdomain(text: string): boolean {
  return SUBDOMAIN.test(text);
}

/**
 * The key of a label or of an annotation: a name of up to 63 characters, after the name of a domain and a slash or not.
 *
 * Source: kubernetes apimachinery pkg/util/validation/validation.go, `IsQualifiedName`.
 */
export function isQualifiedName(text: string): boolean {
  const parts = text.split('/');
  const name = parts.pop() ?? '';
  return (
    NAME_PART.test(name) &&
    (parts.length === 0 || (parts.length === 1 && isDnsSubdomain(parts[0])))
  );
}

/** The value of a label: up to 63 characters, or none. */
export function isLabelValue(text: string): boolean {
  return text === '' || NAME_PART.test(text);
}

import { parseIpBlock } from '../../istio/authorization/ipBlock';

const LABEL = '[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?';
const DNS_LABEL = new RegExp(`^(?=.{1,63}$)${LABEL}$`);
const FIRST_LABEL = new RegExp(`^(?=.{1,63}$)(\\*|(\\*|\\*-)?${LABEL})$`);

/**
 * A label of DNS as Istio reads it, capitals included.
 *
 * Source: istio pkg/config/labels/instance.go, `IsDNS1123Label`.
 */
export function isIstioLabel(text: string): boolean {
  return DNS_LABEL.test(text);
}

/**
 * A full name of a host, with a dot at its end or not.
 *
 * Source: istio pkg/config/validation/agent/validation.go, `ValidateFQDN`.
 */
export function isFullName(text: string): boolean {
  const labels = text.split('.');
  const last = labels[labels.length - 1];
  return (
    text.length > 0 &&
    text.length <= 255 &&
    !/^[+-]?\d+$/.test(last) &&
    labels.every(
      (label, index) =>
        isIstioLabel(label) || (label === '' && index === labels.length - 1),
    )
  );
}

/**
 * A full name whose first label may be a wildcard.
 *
 * Source: istio pkg/config/validation/agent/validation.go, `ValidateWildcardDomain`.
 */
export function isWildcardName(text: string): boolean {
  const [first, ...rest] = text.split('.');
  return (
    text.length <= 255 &&
    FIRST_LABEL.test(first) &&
    (rest.length === 0 || rest.join('.') === '' || isFullName(rest.join('.')))
  );
}

/** A wildcard that stands for a part of a label. */
export function isPartialWildcard(text: string): boolean {
  return text.includes('*') && text !== '*' && !text.startsWith('*.');
}

/** An address, and no range of them. */
export function isIpAddress(text: string): boolean {
  return !text.includes('/') && parseIpBlock(text) !== undefined;
}

/** An address or a range of them. */
export function isIpRange(text: string): boolean {
  return parseIpBlock(text) !== undefined;
}

/** What a port is: 1 to 65535. */
export function isPort(number: number): boolean {
  return Number.isInteger(number) && number >= 1 && number <= 65535;
}

/**
 * The path of a Unix domain socket, or the name of an abstract one.
 *
 * Source: istio pkg/config/validation/validation.go, `ValidateUnixAddress`.
 */
export function isSocketPath(path: string): boolean {
  return path.startsWith('@') || (/^\/(.*[^/])?$/.test(path) && path !== '/');
}

/** What is after `unix://`; undefined for what is no socket. */
export function socketPath(address: string | undefined): string | undefined {
  return address?.startsWith('unix://')
    ? address.slice('unix://'.length)
    : undefined;
}

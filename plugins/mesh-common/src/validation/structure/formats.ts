import { durationSeconds } from '../../delivery/durationSeconds';
import { parseIpBlock } from '../../istio/authorization/ipBlock';

const DATE_TIME =
  /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;
const BASE64 =
  /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const formats = new Map<string, (text: string) => boolean>([
  ['date-time', text => DATE_TIME.test(text) && !isNaN(Date.parse(text))],
  ['duration', text => durationSeconds(text.replace(/^-/, '')) !== undefined],
  ['byte', text => BASE64.test(text)],
  ['ipv4', text => !/[:/]/.test(text) && parseIpBlock(text) !== undefined],
  [
    'ipv6',
    text => /^[^/]*:[^/]*$/.test(text) && parseIpBlock(text) !== undefined,
  ],
]);

/**
 * Whether a value has a format; formats that the API server does not check pass.
 *
 * Source: kube-openapi pkg/validation/strfmt/default.go, and what it does with the formats of numbers.
 */
export function hasFormat(value: unknown, format: string): boolean {
  if (typeof value === 'number') {
    return format !== 'int32' || Math.abs(value + 0.5) <= 2 ** 31 - 0.5;
  }
  return typeof value !== 'string' || (formats.get(format)?.(value) ?? true);
}

import { CallerVerdict } from './TargetStatus';

/** Whether a caller comes without mutual TLS: seen so, or not seen at all and without a proxy. */
export function callsInPlaintext({
  plaintext,
  withoutProxy,
}: Pick<CallerVerdict, 'plaintext' | 'withoutProxy'>): boolean {
  return plaintext ?? withoutProxy ?? false;
}

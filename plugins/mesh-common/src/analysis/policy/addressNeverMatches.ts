import { PolicyRule, policyValues } from './PolicyRule';

const ADDRESSES = [
  'ipBlocks',
  'remoteIpBlocks',
  'source.ip',
  'remote.ip',
  'destination.ip',
];

/**
 * An IPv4 address in the form of IPv6. Envoy compares the two families separately, so it never matches.
 *
 * Seen on Envoy 1.40.
 */
export const addressNeverMatches: PolicyRule = policy =>
  policyValues(policy)
    .filter(
      ({ key, value }) =>
        ADDRESSES.includes(key) && /^::ffff:\d+\.\d+\.\d+\.\d+/i.test(value),
    )
    .map(({ field, value }) => ({
      severity: 'error',
      field,
      message: `${value} never matches: an IPv4 address is not compared with one of IPv6.`,
      action: `Write ${value.replace(/^::ffff:/i, '').replace(/\/\d+$/, '')}.`,
    }));

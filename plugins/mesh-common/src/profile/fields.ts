import { z } from 'zod';

/** RFC 1123 label: the name of a namespace or a Service. */
export const dnsLabel = z
  .string()
  .max(63)
  .regex(
    /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
    'must be lower-case letters, digits and dashes, and start and end with a letter or digit',
  );

/** RFC 1123 subdomain: the name of a ServiceAccount or a Secret, which may have dots. */
export const dnsSubdomain = z
  .string()
  .max(253)
  .regex(
    /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
    'must be lower-case letters, digits, dashes and dots, and start and end with a letter or digit',
  );

/** A host by its whole name, as certificates and clients say it; no wildcards. */
export const hostName = z
  .string()
  .max(253)
  .regex(
    /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)+$/,
    'must be a host name of lower-case letters, digits, dashes and dots, with at least one dot',
  )
  .refine(
    host => !/^[0-9.]+$/.test(host),
    'must be a name, and not an address',
  );

export const duration = z
  .string()
  .max(12)
  .regex(
    /^[1-9][0-9]{0,5}(ms|s|m|h)$/,
    'must be a duration such as 500ms, 30s or 5m',
  );

export const port = z.int().min(1).max(65535);

export const httpMethod = z.enum([
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
]);

/** A path, exact or with a trailing `*`. */
export const pathPattern = z
  .string()
  .max(256)
  .regex(
    /^\/[A-Za-z0-9\-._~!$&'()+,;=:@%/]*\*?$/,
    'must be a path that starts with a slash, with at most one * at its end',
  )
  .refine(
    path => !/\/\.{1,2}(\/|$)/.test(path),
    'must have no dotted segments: proxies resolve them before they compare',
  );

/**
 * The beginning of a path, as proxies compare it: already normal, so without empty or dotted segments and escaped slashes.
 *
 * Source: gateway-api apis/v1/httproute_types.go, the rules of HTTPPathMatch.
 */
export const pathPrefix = z
  .string()
  .max(256)
  .regex(
    /^\/([A-Za-z0-9\-._~!$&'()+,;=:@/]|%[0-9A-Fa-f]{2})*$/,
    'must be a path that starts with a slash, without *',
  )
  .refine(
    path => !/\/\/|\/\.{1,2}(\/|$)|%2f/i.test(path),
    'must have no empty or dotted segments and no escaped slashes',
  );

/** Text on one line that holds neither control characters nor anything that YAML readers disagree about. */
export const line = z
  .string()
  .min(1)
  .max(2000)
  .regex(/^[ -~]+$/, 'must be one line of plain characters');

/** A check that no two are the same, by what tells them apart. */
export function allDifferent<T>(
  by: (item: T) => unknown,
): [(items: T[]) => boolean, string] {
  return [
    items => new Set(items.map(by)).size === items.length,
    'must not hold the same twice',
  ];
}

/** Addresses, one or a range: `10.0.0.1`, `10.0.0.0/8`, `2001:db8::/32`. */
export const ipBlock = z.union(
  [z.ipv4(), z.cidrv4(), z.ipv6(), z.cidrv6()],
  'must be an IP address or a range such as 10.0.0.0/8',
);

/** A number that every reader of YAML and of expressions takes for the same: no exponents. */
export const decimal = z
  .number()
  .min(-1e12)
  .max(1e12)
  .refine(
    value => /^-?[0-9]+(\.[0-9]+)?$/.test(String(value)),
    'must be a plain decimal such as 99.5',
  );

import { z } from 'zod';

const key = z.object({ kty: z.string(), d: z.string().optional() }).catchall(
  // Parameters of keys that are not read here.
  z.unknown(),
);
const keySet = z.object({ keys: z.array(key) });

/** What a key of each type cannot do without. */
const needed = new Map<string, readonly string[]>([
  ['RSA', ['n', 'e']],
  ['EC', ['crv', 'x', 'y']],
  ['OKP', ['crv', 'x']],
  ['oct', ['k']],
]);

/**
 * What is wrong with keys that a policy carries: `unreadable` where they are no JSON Web Key or Key Set, `private` where one
 * of them can sign and not only check.
 *
 * Source: istio pkg/config/validation/validation.go, `validateJwtRule` and `warnPrivateJwksKeys`; RFC 7517 and 7518.
 */
export function jwksProblem(
  jwks: string,
): 'unreadable' | 'private' | undefined {
  const keys = readKeys(jwks);
  if (keys === undefined) {
    return 'unreadable';
  }
  return keys.some(({ kty, d }) => kty === 'oct' || d !== undefined)
    ? 'private'
    : undefined;
}

function readKeys(jwks: string): z.output<typeof key>[] | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(jwks);
  } catch {
    return undefined;
  }
  const keys =
    keySet.safeParse(parsed).data?.keys ??
    [key.safeParse(parsed).data].filter(one => one !== undefined);
  const whole = keys.every(one =>
    needed.get(one.kty)?.every(name => typeof one[name] === 'string'),
  );
  return whole && (keys.length > 0 || keySet.safeParse(parsed).success)
    ? keys
    : undefined;
}

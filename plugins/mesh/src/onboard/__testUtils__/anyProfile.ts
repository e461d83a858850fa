import fc from 'fast-check';
import {
  Profile,
  profileJsonSchema,
  profileSchema,
} from '@onmesh/plugin-mesh-common';
import { fromJsonSchema } from './fromJsonSchema';

// What the patterns of the schema say of them would hardly ever give one.
const url = fc
  .stringMatching(/^[a-z0-9]{1,5}\.[a-z]{2,4}\/[a-z0-9/._~,=-]{0,9}$/)
  .map(rest => `https://${rest}`);

/**
 * Profiles as varied as the schema takes them, made from the schema itself: what it gets, they get. Parts that exclude each
 * other are taken out until the rest is accepted.
 */
export const anyProfile: fc.Arbitrary<Profile> = fromJsonSchema(
  profileJsonSchema(),
  {
    jwksUri: url,
    url,
    // Few of them, so that steps of Flagger are as long as each other.
    pause: fc.constantFrom('5m', '90s', 'manual'),
  },
)
  .map(accepted)
  .filter(profile => profile !== undefined);

function accepted(candidate: unknown): Profile | undefined {
  let rest = candidate;
  for (let refusals = 0; refusals < 100; refusals++) {
    const { data, error } = profileSchema.safeParse(rest);
    if (data) {
      return data;
    }
    rest = without(rest, error.issues[0].path);
  }
  return undefined;
}

/** A value without what is at a path, or without what should hold it. */
function without(value: unknown, path: readonly PropertyKey[]): unknown {
  const [key, ...rest] = path;
  if (typeof value !== 'object' || value === null || !(key in value)) {
    return undefined;
  }
  const kept = without(Reflect.get(value, key), rest);
  if (Array.isArray(value)) {
    return value
      .map((item, index) => (index === key ? kept : item))
      .filter(item => item !== undefined);
  }
  const others = Object.entries(value).filter(([other]) => other !== key);
  return Object.fromEntries(
    kept === undefined ? others : [...others, [key, kept]],
  );
}

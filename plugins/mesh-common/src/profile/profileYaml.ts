import { toYaml } from '../manifests/toYaml';
import { Profile, profileSchema } from './Profile';

/** A profile as people would write it, for `onmesh plan -f`: what the schema fills in by itself is left out. */
export function profileYaml(profile: Profile): string {
  const meaning = meaningOf(profile);
  return toYaml(withoutNeedless(profile, less => meaningOf(less) === meaning));
}

/** Undefined for what is no profile. */
function meaningOf(candidate: object): string | undefined {
  return JSON.stringify(profileSchema.safeParse(candidate).data);
}

/** Leaves out each field without which everything means the same. */
function withoutNeedless(
  part: object,
  isTheSame: (part: object) => boolean,
): object {
  return Object.entries(part).reduce((kept: object, [field, value]) => {
    const less = Object.fromEntries(
      Object.entries(kept).filter(([other]) => other !== field),
    );
    if (isTheSame(less)) {
      return less;
    }
    return isFields(value)
      ? {
          ...kept,
          [field]: withoutNeedless(value, inner =>
            isTheSame({ ...kept, [field]: inner }),
          ),
        }
      : kept;
  }, part);
}

function isFields(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

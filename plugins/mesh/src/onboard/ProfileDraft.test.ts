import fc from 'fast-check';
import { profileJsonSchema, profileSchema } from '@onmesh/plugin-mesh-common';
import { anyProfile } from './__testUtils__/anyProfile';
import { JsonSchema } from './__testUtils__/fromJsonSchema';
import { draftFromProfile } from './ProfileDraft';
import { readDraft } from './readDraft';

const anyJoiningProfile = anyProfile.filter(({ mesh }) => mesh !== 'none');

describe('a draft', () => {
  it('gives back any profile to join with that it was filled from', () => {
    fc.assert(
      fc.property(anyJoiningProfile, profile => {
        expect(readDraft(draftFromProfile(profile))).toEqual({
          profile,
          errors: {},
        });
      }),
      { numRuns: 500 },
    );
  });

  it('says nothing about the rest when the service is to leave the mesh, and keeps it', () => {
    fc.assert(
      fc.property(anyJoiningProfile, profile => {
        const leaving = { ...draftFromProfile(profile), mesh: 'none' as const };

        expect(readDraft(leaving).profile).toEqual(
          profileSchema.parse({ apiVersion: 'onmesh.io/v1', mesh: 'none' }),
        );
        expect(readDraft({ ...leaving, mesh: profile.mesh }).profile).toEqual(
          profile,
        );
      }),
    );
  });

  it('is tried with every field of the schema', () => {
    const seen = new Set(
      fc
        .sample(anyProfile, { numRuns: 1500, seed: 1 })
        .flatMap(profile => pathsOfValue(profile)),
    );

    expect(
      pathsOfSchema(profileJsonSchema()).filter(p => !seen.has(p)),
    ).toEqual([]);
  });
});

/** Paths of all fields, with a star for what stands in a list or under any name. */
function pathsOfSchema(schema: JsonSchema): string[] {
  const inner: [string, JsonSchema][] = [
    ...Object.entries(schema.properties ?? {}),
    ...(schema.items ? [['*', schema.items] as [string, JsonSchema]] : []),
  ];
  return [
    ...inner.flatMap(([name, part]) => [
      `.${name}`,
      ...pathsOfSchema(part).map(path => `.${name}${path}`),
    ]),
    ...(schema.anyOf ?? []).flatMap(pathsOfSchema),
  ];
}

function pathsOfValue(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, part]) => {
    const name = Array.isArray(value) ? '*' : key;
    return part === undefined
      ? []
      : [`.${name}`, ...pathsOfValue(part).map(path => `.${name}${path}`)];
  });
}

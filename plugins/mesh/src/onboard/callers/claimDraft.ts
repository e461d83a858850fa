import { ProfileCaller } from '@onmesh/plugin-mesh-common';
import { Candidate } from '../form/Candidate';
import { Keyed, keyed } from '../form/Keyed';
import { lines, typedLines } from '../form/typed';

type Claims = NonNullable<ProfileCaller['endUser']>['claims'];

/** A claim that a token has to hold, with one of these values. */
export interface ClaimDraft {
  name: string;
  values: string;
}

export function claimsFromProfile(
  claims: Claims,
): Keyed<ClaimDraft>[] | undefined {
  return (
    claims &&
    keyed(
      Object.entries(claims).map(([name, values]) => ({
        name,
        values: typedLines(values),
      })),
    )
  );
}

/** Rows of the same claim are one: any of their values will do. */
export function claimsToInput(
  rows: ClaimDraft[] | undefined,
): Candidate<Claims> {
  if (rows === undefined) {
    return undefined;
  }
  const claims = new Map<string, string[]>();
  for (const row of rows) {
    const name = row.name.trim();
    claims.set(name, [
      ...(claims.get(name) ?? []),
      ...(lines(row.values) ?? []),
    ]);
  }
  return Object.fromEntries(claims);
}

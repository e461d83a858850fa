import { ProfileCanary } from '../profile/Profile';

/** How the value of a header is compared. */
export type HeaderMatch = { exact: string } | { regex: string };

/** The header by which requests ask for the new version, and its value. */
export function headerMatch(match: NonNullable<ProfileCanary['match']>): {
  name: string;
  value: HeaderMatch;
} {
  if ('header' in match) {
    const { name, value } = match.header;
    return { name, value: { exact: value } };
  }
  const { name, value } = match.cookie;
  // Cookies share one header, in any order.
  return {
    name: 'cookie',
    value: { regex: `^(.*; *)?${name}=${value}(;.*)?$` },
  };
}

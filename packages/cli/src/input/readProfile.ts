import { readFile } from 'node:fs/promises';
import {
  Profile,
  ProfilePath,
  profileSchema,
} from '@onmesh/plugin-mesh-common';
import { isNode, LineCounter, parseDocument } from 'yaml';
import { CliError, errorMessage } from '../CliError';
import { Io } from '../Io';
import { startOf } from './startOf';

/** A profile, and where its fields are written. */
export interface ProfileFile {
  profile: Profile;
  /** `profile.yaml:12: canary.steps`: the line of a field, or of the innermost part of its path that is written. */
  placeOf(path: ProfilePath): string;
}

/**
 * @param file - or `-` for standard input
 * @throws CliError that names each wrong field and its line
 */
export async function readProfile(file: string, io: Io): Promise<ProfileFile> {
  const lines = new LineCounter();
  const { document, value } = await (
    file === '-' ? io.stdin() : readFile(file, 'utf8')
  )
    .then(text => {
      const parsed = parseDocument(text, { lineCounter: lines });
      const [error] = parsed.errors;
      if (error) {
        throw error;
      }
      return { document: parsed, value: parsed.toJS() };
    })
    .catch(error => {
      throw new CliError(`${file} cannot be read: ${errorMessage(error)}`);
    });
  const placeOf = (path: readonly PropertyKey[]) => {
    const keys = path.map(key => (typeof key === 'number' ? key : String(key)));
    const offset = isNode(document.contents)
      ? startOf(document.contents, keys)
      : undefined;
    const line = offset === undefined ? 1 : lines.linePos(offset).line;
    return `${file}:${line}: ${keys.join('.') || 'the profile'}`;
  };
  const parsed = profileSchema.safeParse(value);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) => `${placeOf(path)}: ${message}`,
    );
    throw new CliError(`${file} is not a profile:\n${problems.join('\n')}`);
  }
  return { profile: parsed.data, placeOf };
}

import { YamlEditError } from '../manifests/YamlEditError';
import { PlanError } from './PlanError';
import { Files } from './readFolder';

/**
 * The files with one of them edited.
 *
 * @throws PlanError when the edit cannot be made, naming the file.
 */
export function editText(
  files: Files,
  path: string,
  edit: (text: string) => string,
): Files {
  try {
    return new Map(files).set(path, edit(files.get(path) ?? ''));
  } catch (error) {
    if (error instanceof YamlEditError) {
      throw new PlanError(
        `${path} cannot be edited safely: ${error.message}. Write it as a plain block of YAML.`,
      );
    }
    throw error;
  }
}

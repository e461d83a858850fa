import { PlanFile } from '@onmesh/plugin-mesh-common';
import { ScmProvider } from '@onmesh/plugin-mesh-node';

/**
 * Holds the files of a commit against what the approved plan expects there. `changed` are paths that hold neither what
 * was approved as the content before nor the content after; `same` is true when every file is as it is to become.
 */
export async function compareWithPlan(
  scm: ScmProvider,
  commit: string,
  files: readonly PlanFile[],
): Promise<{ changed: string[]; same: boolean }> {
  const contents = await scm.readFiles(
    commit,
    files.map(file => file.path),
  );
  const now = (file: PlanFile) => contents.get(file.path) ?? null;
  return {
    changed: files
      .filter(file => now(file) !== file.before && now(file) !== file.after)
      .map(file => file.path),
    same: files.every(file => now(file) === file.after),
  };
}

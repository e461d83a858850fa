import Typography from '@material-ui/core/Typography';
import { PlanFile } from '@onmesh/plugin-mesh-common';
import { structuredPatch } from 'diff';
import { DiffLines } from './DiffLines';

function changeOf({ before, after }: PlanFile): string {
  if (before === null) {
    return 'new file';
  }
  return after === null ? 'file is removed' : 'file is changed';
}

/** What a stage writes into one file. */
export function FileDiff(props: { file: PlanFile }) {
  const { file } = props;
  const { path, before, after } = file;
  return (
    <>
      <Typography variant="body2">
        <code>{path}</code> ({changeOf(file)})
      </Typography>
      <DiffLines
        label={`Changes of ${path}`}
        patch={structuredPatch(path, path, before ?? '', after ?? '')}
      />
    </>
  );
}

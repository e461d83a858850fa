import Typography from '@material-ui/core/Typography';
import { parsePatch } from 'diff';
import { DiffLines } from './DiffLines';

const nameOf = (name: string | undefined) => name?.replace(/^[ab]\//, '');

/** A unified diff as Git prints it, file by file. */
export function GitDiff(props: { diff: string }) {
  const patches = parsePatch(props.diff).filter(
    patch => patch.hunks.length > 0,
  );
  if (patches.length === 0) {
    return <Typography>The pull request changes no text file.</Typography>;
  }
  return (
    <>
      {patches.map((patch, index) => {
        const path =
          patch.newFileName === '/dev/null'
            ? nameOf(patch.oldFileName)
            : nameOf(patch.newFileName);
        return (
          <div key={`${path}-${index}`}>
            <Typography variant="body2">
              <code>{path}</code>
            </Typography>
            <DiffLines patch={patch} label={`Changes of ${path}`} />
          </div>
        );
      })}
    </>
  );
}

import Typography from '@material-ui/core/Typography';
import { QueryView } from '../components/QueryView';
import { GitDiff } from '../plan/GitDiff';
import { useDiff } from '../queries/useDiff';

/** The present pull request as it is in the repository, which may differ from the plan when somebody edited its branch. */
export function PullRequestDiff(props: {
  id: string;
  commit: string | undefined;
}) {
  const query = useDiff(props.id, props.commit);
  return (
    <QueryView query={query} what="the diff of the pull request">
      {({ diff, branch, commit }) => (
        <>
          <Typography paragraph>
            Branch <code>{branch}</code> at <code>{commit.slice(0, 12)}</code>
          </Typography>
          <GitDiff diff={diff} />
        </>
      )}
    </QueryView>
  );
}

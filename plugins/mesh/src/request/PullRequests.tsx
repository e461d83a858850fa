import { Link } from '@backstage/core-components';
import { StagePullRequest } from '@onmesh/plugin-mesh-common';
import { StateText } from '../components/StateText';
import { pullRequestWords } from '../words/requestWords';

function PullRequestName({ pullRequest }: { pullRequest: StagePullRequest }) {
  const { number, url } = pullRequest;
  const name =
    number === undefined ? 'Pull request' : `Pull request #${number}`;
  return url ? <Link to={url}>{name}</Link> : <>{name}</>;
}

/** The pull requests of one stage, one an attempt. */
export function PullRequests(props: { pullRequests: StagePullRequest[] }) {
  if (props.pullRequests.length === 0) {
    return null;
  }
  return (
    <ul aria-label="Pull requests of this stage">
      {props.pullRequests.map(pullRequest => (
        <li key={pullRequest.attempt}>
          <PullRequestName pullRequest={pullRequest} />, branch{' '}
          <code>{pullRequest.branch}</code>:{' '}
          <StateText words={pullRequestWords[pullRequest.state]} />
        </li>
      ))}
    </ul>
  );
}

import { CallerVerdict } from '@onmesh/plugin-mesh-common';
import { Notice } from '../components/Notice';
import { StateText } from '../components/StateText';
import { Subheading } from '../components/Subheading';
import { connectionWords } from '../words/statusWords';
import { countConnections, failingCallers } from './connections';

/** What the known callers send, in a line for each thing they do; those that cannot connect come first and by name. */
export function ConnectionsSummary(props: { callers: CallerVerdict[] }) {
  const { callers } = props;
  const counts = countConnections(callers);
  const failing = failingCallers(callers);
  if (counts.length === 0) {
    return null;
  }
  return (
    <>
      <Subheading>What known callers send</Subheading>
      {failing.length > 0 && (
        <Notice
          severity="error"
          title={`${failing.length === 1 ? 'A known caller' : `${failing.length} known callers`} cannot connect`}
        >
          {failing.join(', ')}. The table of callers below says why.
        </Notice>
      )}
      <ul>
        {counts.map(([outcome, count]) => (
          <li key={outcome}>
            <StateText words={connectionWords[outcome]}>
              {`: ${count} ${count === 1 ? 'caller' : 'callers'}`}
            </StateText>
          </li>
        ))}
      </ul>
    </>
  );
}

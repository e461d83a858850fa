import { PodGroup, ProxyState } from '@onmesh/plugin-mesh-common';
import { DataTable } from '../components/DataTable';
import { StateText } from '../components/StateText';
import { meshWords, podNeedWords } from '../words/statusWords';

/** Names that are shown of a group; the others are counted. */
const SHOWN = 3;

/** What pods have, what new ones would get, and what closes the difference. */
export function PodGroupsTable(props: { groups: PodGroup[] }) {
  return (
    <DataTable
      caption="Pods, held against what new ones would get"
      rows={props.groups}
      rowKey={({ pods }) => pods[0]}
      empty="No pod is running."
      columns={[
        { title: 'Pods', render: ({ pods }) => namesOf(pods) },
        {
          title: 'Have',
          render: ({ now, ready }) =>
            `${describe(now)}${now.mesh !== 'none' && !ready ? ', not ready' : ''}`,
        },
        { title: 'New pods get', render: ({ wanted }) => describe(wanted) },
        {
          title: 'Need',
          render: ({ needs, reason }) => (
            <StateText words={podNeedWords[needs]}>: {reason}</StateText>
          ),
        },
      ]}
    />
  );
}

function namesOf(pods: string[]): string {
  const others = pods.length - SHOWN;
  const shown = pods.slice(0, SHOWN).join(', ');
  return others > 0 ? `${shown} and ${others} more` : shown;
}

function describe({ mesh, revision, native }: ProxyState): string {
  return [
    meshWords[mesh].label,
    ...(native ? ['native'] : []),
    ...(revision === undefined ? [] : [`revision ${revision}`]),
  ].join(', ');
}

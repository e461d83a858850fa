import { GateEvent } from '@onmesh/plugin-mesh-common';
import { Column, DataTable } from '../components/DataTable';
import { Subheading } from '../components/Subheading';
import { formatMoment } from '../words/formatMoment';
import { gateDone } from '../words/gateWords';

const columns: Column<GateEvent>[] = [
  {
    title: 'When',
    render: ({ at }) => <time dateTime={at}>{formatMoment(at)}</time>,
  },
  { title: 'Who', render: ({ by }) => by },
  { title: 'What', render: ({ gate }) => gateDone[gate] },
  { title: 'Version', render: ({ checksum }) => checksum },
  { title: 'Why', render: ({ reason }) => reason },
  {
    title: 'Until',
    render: ({ until, endedAt, endedBy }) =>
      endedAt
        ? `${formatMoment(endedAt)}, ended by ${endedBy}`
        : formatMoment(until),
  },
];

/** Who approved what at the gates of a canary. */
export function GateHistory(props: { events: GateEvent[] }) {
  return (
    <>
      <Subheading>What was approved here</Subheading>
      <DataTable
        caption="Approvals of this delivery"
        columns={columns}
        rows={props.events}
        rowKey={(event, index) => `${event.at}-${index}`}
        empty="Nothing was approved yet."
      />
    </>
  );
}

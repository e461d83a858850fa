import { DeliveryEvent } from '@onmesh/plugin-mesh-common';
import { Column, DataTable } from '../components/DataTable';
import { StateText } from '../components/StateText';
import { Subheading } from '../components/Subheading';
import { formatMoment } from '../words/formatMoment';
import {
  deliveryOutcomeWords,
  rolloutActionDone,
} from '../words/rolloutActionWords';

const columns: Column<DeliveryEvent>[] = [
  {
    title: 'When',
    render: ({ at }) => <time dateTime={at}>{formatMoment(at)}</time>,
  },
  { title: 'Who', render: ({ actor }) => actor },
  { title: 'What', render: ({ action }) => rolloutActionDone[action] },
  {
    title: 'Version',
    render: ({ podHash, images }) =>
      [podHash ?? 'unknown', ...images].join(', '),
  },
  { title: 'Why', render: ({ reason }) => reason },
  {
    title: 'Outcome',
    render: ({ outcome, message }) => (
      <>
        <StateText words={deliveryOutcomeWords[outcome]} /> {message}
      </>
    ),
  },
];

/** Who did what to a delivery from the portal, when and why. */
export function DeliveryHistory(props: { events: DeliveryEvent[] }) {
  return (
    <>
      <Subheading>What was done from here</Subheading>
      <DataTable
        caption="History of this delivery"
        columns={columns}
        rows={props.events}
        rowKey={(event, index) => `${event.at}-${index}`}
        empty="Nothing was done yet."
      />
    </>
  );
}

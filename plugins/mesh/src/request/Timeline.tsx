import { PlanStage, TimelineEvent } from '@onmesh/plugin-mesh-common';
import { Column, DataTable } from '../components/DataTable';
import { formatMoment } from '../words/formatMoment';

/** Who did what, when and why. */
export function Timeline(props: {
  events: TimelineEvent[];
  stages: PlanStage[];
}) {
  const columns: Column<TimelineEvent>[] = [
    {
      title: 'When',
      render: event => (
        <time dateTime={event.at}>{formatMoment(event.at)}</time>
      ),
    },
    { title: 'Who', render: event => event.actor },
    { title: 'What', render: event => event.event },
    {
      title: 'Stage',
      render: ({ stageIndex }) =>
        stageIndex === undefined ? '' : props.stages[stageIndex]?.title,
    },
    { title: 'Message', render: event => event.message },
  ];
  return (
    <DataTable
      caption="History of this request"
      columns={columns}
      rows={props.events}
      rowKey={(event, index) => `${event.at}-${index}`}
      empty="Nothing happened yet."
    />
  );
}

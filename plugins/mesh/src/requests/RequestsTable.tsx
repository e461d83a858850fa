import { ReactNode } from 'react';
import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { RequestSummary, targetKey } from '@onmesh/plugin-mesh-common';
import { Column, DataTable } from '../components/DataTable';
import { StateText } from '../components/StateText';
import { requestRouteRef } from '../routes';
import { formatAge } from '../words/formatAge';
import { riskWords } from '../words/planWords';
import {
  requestStateWords,
  stageLabel,
  wishWords,
} from '../words/requestWords';

function progress({ stages, stageIndex, state }: RequestSummary): ReactNode {
  const stage = stages[stageIndex];
  return state === 'done' || stage === undefined
    ? `${stages.length} of ${stages.length}`
    : `${stageIndex + 1} of ${stages.length}: ${stageLabel(stage)}`;
}

/** Onboarding requests, each leading to its page. */
export function RequestsTable(props: {
  caption: string;
  requests: RequestSummary[];
  now: number;
  empty: string;
}) {
  const route = useRouteRef(requestRouteRef);
  const columns: Column<RequestSummary>[] = [
    {
      title: 'Target',
      render: request => (
        <Link to={route({ id: request.id })}>{targetKey(request.target)}</Link>
      ),
    },
    {
      title: 'Wants',
      render: wishWords,
    },
    {
      title: 'State',
      render: request => <StateText words={requestStateWords[request.state]} />,
    },
    { title: 'Stage', render: progress },
    {
      title: 'Risk',
      render: request => <StateText words={riskWords[request.risk]} />,
    },
    { title: 'Requester', render: request => request.requester },
    {
      title: 'Changed',
      render: request => formatAge(request.updatedAt, props.now),
    },
    { title: 'Message', render: request => request.message },
  ];
  return (
    <DataTable
      caption={props.caption}
      columns={columns}
      rows={props.requests}
      rowKey={request => request.id}
      empty={props.empty}
    />
  );
}

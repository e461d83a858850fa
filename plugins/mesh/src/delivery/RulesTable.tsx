import { TrafficRule } from '@onmesh/plugin-mesh-common';
import { Column, DataTable } from '../components/DataTable';
import { formatPercent } from '../words/formatNumber';

const columns: Column<TrafficRule>[] = [
  {
    title: 'Requests',
    render: ({ when, unreachable }) =>
      unreachable ? `${when} (never reached)` : when,
  },
  { title: 'Go to', render: rule => goTo(rule) },
  {
    title: 'Copies go to',
    render: ({ shadow }) =>
      shadow
        .map(({ version, percent }) => `${version} ${formatPercent(percent)}`)
        .join(', ') || 'None',
  },
];

/** Which requests are routed where, in the order in which rules are tried. */
export function RulesTable(props: { rules: TrafficRule[] }) {
  return (
    <DataTable
      caption="How requests are routed"
      columns={columns}
      rows={props.rules}
      rowKey={({ rule, when }) => `${rule}-${when}`}
      empty="Nothing routes requests."
    />
  );
}

function goTo({ shares, estimate }: TrafficRule): string {
  const parts = shares
    ?.filter(({ percent }) => percent > 0)
    .map(share =>
      'version' in share
        ? `${share.version} ${formatPercent(share.percent)}`
        : `an error (${share.status}) ${formatPercent(share.percent)}`,
    );
  return parts
    ? `${parts.join(', ')}${estimate ? ', estimated by ready pods' : ''}`
    : 'Unknown';
}

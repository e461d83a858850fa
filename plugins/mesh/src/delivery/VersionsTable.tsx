import { DeliveryVersion, VersionTraffic } from '@onmesh/plugin-mesh-common';
import { Column, DataTable } from '../components/DataTable';
import { formatMoment } from '../words/formatMoment';
import { formatPercent, formatShare } from '../words/formatNumber';

const columns: Column<DeliveryVersion>[] = [
  {
    title: 'Version',
    render: ({ role, name = role, revision }) =>
      revision === undefined ? name : `${name} (revision ${revision})`,
  },
  { title: 'Images', render: ({ images }) => images.join(', ') || 'Unknown' },
  {
    title: 'Ready pods',
    render: version => describePods(version),
  },
  { title: 'Share of requests', render: ({ share }) => formatPercent(share) },
];

/** How many are ready, why the others are not, and until when they stay. */
function describePods(version: DeliveryVersion): string {
  const { pods, notReady = [], scaleDownAt } = version;
  const states = [...new Set(notReady.map(({ status }) => status))];
  return [
    pods ? `${pods.ready} of ${pods.wanted}` : 'Unknown',
    ...(states.length > 0 ? [states.join(', ')] : []),
    ...(scaleDownAt ? [`taken away at ${formatMoment(scaleDownAt)}`] : []),
  ].join('; ');
}

/** What the metrics say of each version; one that is not in them was sent nothing. */
function observedColumn(observed: VersionTraffic[]): Column<DeliveryVersion> {
  return {
    title: 'Seen in the metrics',
    render: ({ name }) => {
      const seen = observed.find(({ version }) => version === name);
      if (!seen) {
        return 'No request';
      }
      const { share, successRate, p99Ms } = seen;
      return [
        formatShare(share),
        `${formatShare(successRate)} without a server error`,
        `p99 ${p99Ms === undefined ? 'unknown' : `${Math.round(p99Ms)} ms`}`,
      ].join(', ');
    },
  };
}

/** The versions that run, what they run, and how many of the requests they get. */
export function VersionsTable(props: {
  versions: DeliveryVersion[];
  /** By the names of the versions; absent where the metrics do not tell them apart. */
  observed?: VersionTraffic[];
}) {
  const { observed } = props;
  return (
    <DataTable
      caption="Versions that run"
      columns={observed ? [...columns, observedColumn(observed)] : columns}
      rows={props.versions}
      rowKey={version => version.podHash}
      empty="Unknown: no version could be read."
    />
  );
}

import { DeliveryVersion } from '@onmesh/plugin-mesh-common';
import { Column, DataTable } from '../components/DataTable';
import { formatPercent } from '../words/formatNumber';

const columns: Column<DeliveryVersion>[] = [
  {
    title: 'Version',
    render: ({ role, name = role, revision }) =>
      revision === undefined ? name : `${name} (revision ${revision})`,
  },
  { title: 'Images', render: ({ images }) => images.join(', ') || 'Unknown' },
  {
    title: 'Ready pods',
    render: ({ pods }) =>
      pods ? `${pods.ready} of ${pods.wanted}` : 'Unknown',
  },
  { title: 'Share of requests', render: ({ share }) => formatPercent(share) },
];

/** The versions that run, what they run, and how many of the requests they get. */
export function VersionsTable(props: { versions: DeliveryVersion[] }) {
  return (
    <DataTable
      caption="Versions that run"
      columns={columns}
      rows={props.versions}
      rowKey={version => version.podHash}
      empty="Unknown: no version could be read."
    />
  );
}

import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { FleetRow } from '@onmesh/plugin-mesh-common';
import { Column, DataTable } from '../components/DataTable';
import { StateText } from '../components/StateText';
import { useMeshTabLink } from '../components/useMeshTabLink';
import { requestRouteRef } from '../routes';
import { countFindings } from '../summary/countFindings';
import { isRowPartlyUnknown } from '../summary/isPartlyUnknown';
import { fleetDeliveryWords } from '../words/deliveryWords';
import { fleetMtlsWords } from '../words/fleetWords';
import { accessWords, enrolmentWords, meshWords } from '../words/statusWords';

/** The services, one a row, each leading to its Mesh tab. */
export function FleetTable(props: {
  rows: FleetRow[];
  /** Some cluster could not be read whole. */
  incomplete: boolean;
  empty: string;
}) {
  const meshTab = useMeshTabLink();
  const request = useRouteRef(requestRouteRef);
  const columns: Column<FleetRow>[] = [
    {
      title: 'Service',
      render: row => <Link to={meshTab(row.entityRef)}>{row.title}</Link>,
    },
    { title: 'Owner', render: row => row.owner ?? 'Unknown' },
    {
      title: 'Where',
      render: row =>
        row.target
          ? `${row.target.cluster}/${row.target.namespace}`
          : 'No workload found',
    },
    {
      title: 'State',
      render: row => <StateText words={enrolmentWords[row.enrolment]} />,
    },
    { title: 'Mesh', render: row => meshWords[row.mesh].label },
    {
      title: 'mTLS',
      render: row => <StateText words={fleetMtlsWords[row.mtls]} />,
    },
    {
      title: 'Access',
      render: row => <StateText words={accessWords[row.access]} />,
    },
    {
      title: 'Delivery',
      render: row => <StateText words={fleetDeliveryWords(row.delivery)} />,
    },
    {
      title: 'Findings',
      render: row => (
        <StateText
          words={countFindings(
            row.findings,
            props.incomplete || isRowPartlyUnknown(row),
          )}
        />
      ),
    },
    {
      title: 'Request',
      render: row =>
        row.openRequestId && (
          <Link to={request({ id: row.openRequestId })}>Open request</Link>
        ),
    },
  ];
  return (
    <DataTable
      caption="Services and their state in the mesh"
      columns={columns}
      rows={props.rows}
      rowKey={(row, index) => `${row.entityRef}-${index}`}
      empty={props.empty}
    />
  );
}

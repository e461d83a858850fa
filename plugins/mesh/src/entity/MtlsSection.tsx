import { CallerVerdict, PortMtls } from '@onmesh/plugin-mesh-common';
import { Column, DataTable } from '../components/DataTable';
import { EvidenceText } from '../components/EvidenceText';
import { Section } from '../components/Section';
import { StateText } from '../components/StateText';
import { acceptsWords } from '../words/statusWords';
import { ConnectionsSummary } from './ConnectionsSummary';

const columns: Column<PortMtls>[] = [
  {
    title: 'Port',
    render: port => (port.name ? `${port.port} (${port.name})` : port.port),
  },
  {
    title: 'Protocol',
    render: port => (port.protocol === 'unknown' ? 'Unknown' : port.protocol),
  },
  {
    title: 'Accepts',
    render: port => <StateText words={acceptsWords[port.accepts]} />,
  },
  { title: 'Why', render: port => port.reason },
  {
    title: 'Decided by',
    render: port => <EvidenceText evidence={port.evidence} />,
  },
];

/** Is its traffic encrypted: what does each port accept, and what do the known callers send? */
export function MtlsSection(props: {
  ports: PortMtls[];
  callers: CallerVerdict[];
}) {
  return (
    <Section title="Is its traffic encrypted?" level="h3">
      <DataTable
        caption="What each port accepts"
        columns={columns}
        rows={props.ports}
        rowKey={port => String(port.port)}
        empty="Unknown: no port of this workload is known."
      />
      <ConnectionsSummary callers={props.callers} />
    </Section>
  );
}

import { usePart } from '../DraftContext';
import { DraftField } from '../form/DraftField';
import { DraftSelect } from '../form/DraftSelect';
import { FieldGrid } from '../form/FieldGrid';
import { RowList } from '../form/RowList';
import { EgressPortDraft } from './egressDraft';

const blank: EgressPortDraft = { port: '', protocol: 'TLS' };

const protocols: Record<EgressPortDraft['protocol'], string> = {
  TLS: 'TLS',
  HTTP: 'HTTP',
  HTTP2: 'HTTP/2',
  GRPC: 'gRPC',
  TCP: 'TCP',
};

/** At which ports the hosts are called, and what is spoken there. */
export function EgressPorts() {
  const [{ ports }, set] = usePart('egress');
  return (
    <RowList
      noun="port"
      path="egress.ports"
      rows={ports}
      blank={blank}
      onChange={next => set({ ports: next })}
      render={({ port, protocol }, index, update) => (
        <FieldGrid>
          <DraftField
            label="Port"
            path={`egress.ports.${index}.port`}
            value={port}
            onChange={next => update({ port: next })}
          />
          <DraftSelect
            label="Protocol"
            path={`egress.ports.${index}.protocol`}
            choices={protocols}
            value={protocol}
            onChange={next => update({ protocol: next })}
          />
        </FieldGrid>
      )}
    />
  );
}

import Typography from '@material-ui/core/Typography';
import { useDraft } from '../DraftContext';
import { DraftField } from '../form/DraftField';
import { DraftSelect } from '../form/DraftSelect';
import { FieldGrid } from '../form/FieldGrid';
import { FoldedPart } from '../form/FoldedPart';
import { RowList } from '../form/RowList';
import { PortDraft } from './portsDraft';

const blank: PortDraft = { port: '', protocol: 'http' };

const protocols: Record<PortDraft['protocol'], string> = {
  http: 'HTTP',
  http2: 'HTTP/2',
  grpc: 'gRPC',
  'grpc-web': 'gRPC-Web',
  https: 'HTTPS',
  tls: 'TLS',
  tcp: 'TCP',
  mongo: 'MongoDB',
  mysql: 'MySQL',
  redis: 'Redis',
};

/** What ports speak, where their Services do not say. */
export function PortsPart() {
  const { draft, change } = useDraft();
  const { ports } = draft;
  return (
    <FoldedPart
      title="Protocols"
      path="ports"
      summary={
        ports
          .map(({ port, protocol }) => `${port || '?'} ${protocols[protocol]}`)
          .join(', ') || 'not set'
      }
    >
      <Typography variant="body2" gutterBottom>
        What a port speaks is guessed where its Service does not say.
      </Typography>
      <RowList
        noun="port"
        rows={ports}
        blank={blank}
        onChange={next => change({ ports: next })}
        render={({ port, protocol }, index, update) => (
          <FieldGrid>
            <DraftField
              label="Port"
              path={`ports.${index}.port`}
              hint="as the workload listens"
              value={port}
              onChange={next => update({ port: next })}
            />
            <DraftSelect
              label="Speaks"
              path={`ports.${index}.protocol`}
              choices={protocols}
              value={protocol}
              onChange={next => update({ protocol: next })}
            />
          </FieldGrid>
        )}
      />
    </FoldedPart>
  );
}

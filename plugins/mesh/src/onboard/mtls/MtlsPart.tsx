import { Section } from '../../components/Section';
import { useDraft, usePart } from '../DraftContext';
import { offered } from '../form/Choices';
import { DraftField } from '../form/DraftField';
import { DraftSelect } from '../form/DraftSelect';
import { FieldGrid } from '../form/FieldGrid';
import { RadioField } from '../form/RadioField';
import { RowList } from '../form/RowList';
import { PortExceptionDraft } from './mtlsDraft';

const blank: PortExceptionDraft = { port: '', mode: 'permissive' };

/** Encryption, and the ports that are excepted from it. */
export function MtlsPart() {
  const { mesh } = useDraft().draft;
  const [mtls, set] = usePart('mtls');
  return (
    <Section title="Encryption" level="h3">
      <RadioField
        label="Mutual TLS"
        path="mtls.mode"
        choices={{
          strict: 'Strict: plaintext is refused',
          permissive: 'Permissive: plaintext is accepted too',
        }}
        value={mtls.mode}
        onChange={mode => set({ mode })}
      />
      <RowList
        noun="port exception"
        path="mtls.portExceptions"
        rows={mtls.portExceptions}
        blank={blank}
        onChange={portExceptions => set({ portExceptions })}
        render={({ port, mode }, index, update) => (
          <FieldGrid>
            <DraftField
              label="Port"
              path={`mtls.portExceptions.${index}.port`}
              hint="as the workload listens"
              value={port}
              onChange={next => update({ port: next })}
            />
            <DraftSelect
              label="Accepts"
              path={`mtls.portExceptions.${index}.mode`}
              choices={offered(
                {
                  permissive: 'mTLS and plaintext',
                  disable: 'plaintext only',
                },
                mode,
                // ztunnel leaves no port alone.
                one => one === 'permissive' || mesh !== 'istio-ambient',
              )}
              value={mode}
              onChange={next => update({ mode: next })}
            />
          </FieldGrid>
        )}
      />
    </Section>
  );
}

import { GateType } from '@onmesh/plugin-mesh-common';
import Typography from '@material-ui/core/Typography';
import { Subheading } from '../../components/Subheading';
import { usePart } from '../DraftContext';
import { Complaint } from '../form/Complaint';
import { DraftField } from '../form/DraftField';
import { FieldGrid } from '../form/FieldGrid';
import { askedGates } from './gateDraft';

const labels: Record<GateType, string> = {
  'confirm-rollout': 'Before it starts',
  'confirm-traffic-increase': 'Before each step',
  'confirm-promotion': 'Before it promotes',
  rollback: 'Whether to go back',
};

/** Whom Flagger asks before it goes on. */
export function GateFields() {
  const [{ gates }, set] = usePart('canary');
  const asked = askedGates(gates);
  return (
    <>
      <Subheading level="h5">Where Flagger asks</Subheading>
      <Typography variant="body2" color="textSecondary" gutterBottom>
        URLs that answer 200 for a yes; empty: not asked. The Mesh tab makes
        URLs that ask here.
      </Typography>
      <Complaint path="canary.gates" />
      <FieldGrid>
        {gates.map(gate => (
          <DraftField
            key={gate.at}
            label={labels[gate.at]}
            columns={2}
            path={`canary.gates.${asked.indexOf(gate)}.url`}
            value={gate.url}
            onChange={url =>
              set({
                gates: gates.map(other =>
                  other === gate ? { ...gate, url } : other,
                ),
              })
            }
          />
        ))}
      </FieldGrid>
    </>
  );
}

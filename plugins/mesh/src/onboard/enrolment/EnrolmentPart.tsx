import { useDraft, usePart } from '../DraftContext';
import { DraftField } from '../form/DraftField';
import { FieldGrid } from '../form/FieldGrid';
import { FoldedPart } from '../form/FoldedPart';
import { RadioField } from '../form/RadioField';

const scopes = {
  workload: 'This workload',
  namespace: 'The whole namespace, with its other workloads',
};

/** What joins the mesh, and which control plane takes it in. */
export function EnrolmentPart() {
  const { mesh } = useDraft().draft;
  const [enrolment, set] = usePart('enrolment');
  const { scope, revision } = enrolment;
  const hasRevision = mesh === 'istio-sidecar';
  return (
    <FoldedPart
      title="Enrolment"
      path="enrolment"
      summary={[
        scope === 'workload' ? 'this workload' : 'the whole namespace',
        ...(hasRevision && revision ? [`revision ${revision}`] : []),
      ].join(', ')}
    >
      <RadioField
        label="What joins"
        path="enrolment.scope"
        choices={scopes}
        value={scope}
        onChange={next => set({ scope: next })}
      />
      {hasRevision && (
        <FieldGrid>
          <DraftField
            label="Revision"
            path="enrolment.revision"
            hint="of the control plane; empty: the default"
            value={revision}
            onChange={next => set({ revision: next })}
          />
        </FieldGrid>
      )}
    </FoldedPart>
  );
}

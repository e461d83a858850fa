import { Subheading } from '../../components/Subheading';
import { usePart } from '../DraftContext';
import { DraftField } from '../form/DraftField';
import { FieldGrid } from '../form/FieldGrid';
import { RowList } from '../form/RowList';
import { PauseFields } from './PauseFields';
import { StepDraft } from './stepDraft';

const blank: StepDraft = { weight: '', ends: 'time', pause: '5m' };

/** How many requests go to the new version, step by step. */
export function StepFields() {
  const [{ controller, steps, interval }, set] = usePart('canary');
  const isArgo = controller !== 'none' && controller !== 'flagger';
  return (
    <>
      <Subheading level="h5">Steps</Subheading>
      {controller === 'flagger' && (
        <FieldGrid>
          <DraftField
            label="Stay at each step for"
            path="canary.steps.0.pause"
            hint="such as 5m"
            value={interval}
            onChange={next => set({ interval: next })}
          />
        </FieldGrid>
      )}
      <RowList
        noun="step"
        path="canary.steps"
        rows={steps}
        blank={blank}
        onChange={next => set({ steps: next })}
        render={(step, index, update) => (
          <FieldGrid>
            <DraftField
              label="Requests (%)"
              path={`canary.steps.${index}.weight`}
              value={step.weight}
              onChange={weight => update({ weight })}
            />
            {isArgo && (
              <PauseFields
                step={step}
                path={`canary.steps.${index}.pause`}
                onChange={update}
              />
            )}
          </FieldGrid>
        )}
      />
    </>
  );
}

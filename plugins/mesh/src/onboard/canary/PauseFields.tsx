import { DraftField } from '../form/DraftField';
import { DraftSelect } from '../form/DraftSelect';
import { StepDraft } from './stepDraft';

const ends = {
  time: 'for a time',
  person: 'until somebody promotes',
};

/** How long a step of Argo Rollouts stays. */
export function PauseFields(props: {
  step: StepDraft;
  path: string;
  onChange: (part: Partial<StepDraft>) => void;
}) {
  const { step, path, onChange } = props;
  return (
    <>
      <DraftSelect
        label="Stay"
        choices={ends}
        value={step.ends}
        onChange={next => onChange({ ends: next })}
      />
      {step.ends === 'time' && (
        <DraftField
          label="For"
          path={path}
          value={step.pause}
          onChange={pause => onChange({ pause })}
        />
      )}
    </>
  );
}

import { useDraft, usePart } from '../DraftContext';
import { offered } from '../form/Choices';
import { OptionalPart } from '../form/OptionalPart';
import { RadioField } from '../form/RadioField';
import { AnalysisFields } from './AnalysisFields';
import { goesOn } from './canaryDraft';
import { describeCanary } from './describeCanary';
import { GateFields } from './GateFields';
import { MatchFields } from './MatchFields';
import { StepFields } from './StepFields';
import { VersionFields } from './VersionFields';

/** How a new version is let in, step by step, and what stops it. */
export function CanaryPart() {
  const { mesh } = useDraft().draft;
  const [canary, set] = usePart('canary');
  const { controller = 'argo-rollouts' } = canary;
  return (
    <OptionalPart
      title="Canary"
      path="canary"
      isSet={canary.isSet}
      summary={describeCanary(canary)}
      switchLabel="Let new versions in step by step"
      onSwitch={isSet => set({ isSet })}
    >
      <RadioField
        label="Who shifts the requests"
        path="canary.controller"
        choices={offered(
          {
            'argo-rollouts': 'Argo Rollouts',
            flagger: 'Flagger',
            none: 'No controller: a pull request for each step',
          },
          controller,
          // In ambient Flagger cannot tell the versions apart.
          one => one !== 'flagger' || mesh !== 'istio-ambient',
        )}
        value={controller}
        onChange={next => set({ controller: next })}
      />
      {controller === 'none' && <VersionFields />}
      {goesOn(canary) && <StepFields />}
      {controller === 'flagger' ? <GateFields /> : <MatchFields />}
      <AnalysisFields />
    </OptionalPart>
  );
}

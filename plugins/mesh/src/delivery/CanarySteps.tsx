import { DeliveryStep } from '@onmesh/plugin-mesh-common';
import { StateText } from '../components/StateText';
import { Words } from '../words/Tone';

const stateWords: Record<DeliveryStep['state'], Words> = {
  done: { label: 'Done', tone: 'good' },
  current: { label: 'Now', tone: 'running' },
  todo: { label: 'Ahead', tone: 'neutral' },
  skipped: { label: 'Skipped', tone: 'neutral' },
};

/** The steps of a canary in their order, and which of them it is at. */
export function CanarySteps(props: { steps: DeliveryStep[] }) {
  return (
    <ol aria-label="Canary steps">
      {props.steps.map(({ text, state, pods }, index) => (
        <li
          key={`${index}-${text}`}
          aria-current={state === 'current' ? 'step' : undefined}
        >
          <StateText words={stateWords[state]}>
            : {text}
            {pods && ` (pods: ${pods.canary} new, ${pods.stable} stable)`}
          </StateText>
        </li>
      ))}
    </ol>
  );
}

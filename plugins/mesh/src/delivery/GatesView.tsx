import { DeliveryGate } from '@onmesh/plugin-mesh-common';
import { StateText } from '../components/StateText';
import { gateStateWords, gateTypeWords } from '../words/deliveryWords';

/** The questions that the controller asks somebody outside, and which of them holds it up. */
export function GatesView(props: { gates: DeliveryGate[] }) {
  return (
    <ul aria-label="Approval gates">
      {props.gates.map(({ name, type, state }) => (
        <li key={`${type}-${name}`}>
          <StateText words={gateStateWords[state]}>
            : {gateTypeWords[type]}
            {name && ` (${name})`}
          </StateText>
        </li>
      ))}
    </ul>
  );
}

import { DeliveryGate } from '@onmesh/plugin-mesh-common';
import { StateText } from '../components/StateText';
import { gateStateWords, gateTypeWords } from '../words/deliveryWords';

/** The questions that the controller asks somebody outside, which of them holds it up, and who answers. */
export function GatesView(props: { gates: DeliveryGate[] }) {
  return (
    <ul aria-label="Approval gates">
      {props.gates.map(gate => (
        <li key={`${gate.type}-${gate.name}`}>
          <StateText words={gateStateWords[gate.state]}>
            : {gateTypeWords[gate.type]}
            {gate.name && ` (${gate.name})`}
            {!gate.ours && `. ${answeredBy(gate)}`}
          </StateText>
        </li>
      ))}
    </ul>
  );
}

function answeredBy({ host }: DeliveryGate): string {
  return host === undefined
    ? 'Who gives it is not known.'
    : `It is given at ${host} and not here.`;
}

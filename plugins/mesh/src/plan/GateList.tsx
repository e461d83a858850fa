import { GateId, GateResult } from '@onmesh/plugin-mesh-common';
import { StateText } from '../components/StateText';
import { gateStateWords, gateWords } from '../words/planWords';

/** What must hold before the next stage, with the last reading where there is one. */
export function GateList(props: { gates: GateId[]; results?: GateResult[] }) {
  const { gates, results = [] } = props;
  if (gates.length === 0) {
    return <>No gate follows this stage.</>;
  }
  return (
    <ul>
      {gates.map(gate => {
        const result = results.find(({ id }) => id === gate);
        return (
          <li key={gate}>
            {gateWords[gate] ?? gate}
            {result && (
              <div>
                <StateText words={gateStateWords[result.state]}>
                  : {result.reason}
                </StateText>
              </div>
            )}
          </li>
        );
      })}
    </ul>
  );
}

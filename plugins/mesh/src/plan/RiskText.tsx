import { Plan } from '@onmesh/plugin-mesh-common';
import { Sentences } from '../components/Sentences';
import { StateText } from '../components/StateText';
import { riskWords } from '../words/planWords';

/** How risky a plan is, and why. */
export function RiskText(props: { plan: Plan }) {
  return (
    <>
      <StateText words={riskWords[props.plan.risk]} />
      <Sentences items={props.plan.riskReasons} />
    </>
  );
}

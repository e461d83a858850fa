import { DeliveryStatus } from '@onmesh/plugin-mesh-common';
import { EvidenceText } from '../components/EvidenceText';
import { Facts } from '../components/Facts';
import { formatPercent } from '../words/formatNumber';

const strategyWords: Record<DeliveryStatus['strategy'], string> = {
  canary: 'Canary',
  'blue-green': 'Blue-green',
  'ab-testing': 'A/B test',
  none: 'None',
};

/** Strategy, controller, and the canary's percentage: wanted, reported and routed are three different things. */
export function DeliveryFacts(props: { delivery: DeliveryStatus }) {
  const { strategy, object, weight } = props.delivery;
  return (
    <Facts
      items={[
        ['Strategy', strategyWords[strategy]],
        ['Object', object && <EvidenceText key="object" evidence={object} />],
        ...(weight
          ? ([
              ['Weight wanted by the steps', formatPercent(weight.wanted)],
              [
                'Weight reported by the controller',
                formatPercent(weight.reported),
              ],
              ['Weight routed by the mesh', formatPercent(weight.routed)],
            ] satisfies [string, string][])
          : []),
      ]}
    />
  );
}

import { BlueGreenPlan, DeliveryStatus } from '@onmesh/plugin-mesh-common';
import { EvidenceText } from '../components/EvidenceText';
import { Facts } from '../components/Facts';
import { formatPercent, plural } from '../words/formatNumber';

const strategyWords: Record<DeliveryStatus['strategy'], string> = {
  canary: 'Canary',
  'blue-green': 'Blue-green',
  'ab-testing': 'A/B test',
  none: 'None',
};

/** Strategy, controller, and the canary's percentage: wanted, reported and routed are three different things. */
export function DeliveryFacts(props: { delivery: DeliveryStatus }) {
  const { controller, strategy, object, weight, blueGreen } = props.delivery;
  // Flagger keeps no weight of a delivery that waits: it is not that it could not be read.
  const isKept = controller !== 'flagger' || weight?.reported !== undefined;
  return (
    <Facts
      items={[
        ['Strategy', strategyWords[strategy]],
        ['Object', object && <EvidenceText key="object" evidence={object} />],
        ...(blueGreen
          ? ([
              ['Active service', blueGreen.activeService],
              ['Preview service', blueGreen.previewService ?? 'None'],
              ['Switched', switchWords(blueGreen)],
            ] satisfies [string, string | undefined][])
          : []),
        ...(weight
          ? ([
              ...(weight.wanted === undefined
                ? []
                : ([
                    [
                      'Weight wanted by the steps',
                      formatPercent(weight.wanted),
                    ],
                  ] satisfies [string, string][])),
              ...(isKept
                ? ([
                    [
                      'Weight reported by the controller',
                      formatPercent(weight.reported),
                    ],
                  ] satisfies [string, string][])
                : []),
              ['Weight routed by the mesh', formatPercent(weight.routed)],
            ] satisfies [string, string][])
          : []),
        ...podFacts(props.delivery),
      ]}
    />
  );
}

/** What the controller counts, and what it is to have now. */
function podFacts({
  pods,
  plannedPods,
  analysisFromStep,
}: DeliveryStatus): [string, string][] {
  return [
    ...(pods
      ? ([
          [
            'Pods',
            `${pods.ready} of ${pods.current} ready, ${pods.updated} new`,
          ],
        ] satisfies [string, string][])
      : []),
    ...(plannedPods
      ? ([
          [
            'Pods planned now',
            `${plannedPods.canary} new, ${plannedPods.stable} stable`,
          ],
        ] satisfies [string, string][])
      : []),
    ...(analysisFromStep === undefined
      ? []
      : ([
          ['Analysis beside the steps', `From step ${analysisFromStep + 1} on`],
        ] satisfies [string, string][])),
  ];
}

function switchWords({ switchedBy, afterSeconds }: BlueGreenPlan): string {
  switch (switchedBy) {
    case 'person':
      return 'By a person';
    case 'timer':
      return `By itself, ${plural(afterSeconds ?? 0, 'second')} after it is ready`;
    default:
      return 'By itself, as soon as it is ready';
  }
}

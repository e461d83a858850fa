import { Problem, errors, warnings } from '../Problem';

export interface LocalitySetting {
  distribute?: { from?: string; to?: Record<string, number> }[];
  failover?: { from?: string; to?: string }[];
  failoverPriority?: string[];
}

const TOPOLOGY = [
  'topology.kubernetes.io/region',
  'topology.kubernetes.io/zone',
  'topology.istio.io/subzone',
];

/**
 * What Istio says of how regions and zones share requests. Zones of their own accord, `zoneAwareLbSetting`, have no
 * `distribute`, and never take a label of topology, which they are sorted by already.
 *
 * Source: istio pkg/config/validation/agent/validation.go, `ValidateLocalityLbSetting`, `ValidateZoneAwareLbSetting`.
 */
export function localityProblems(
  setting: LocalitySetting | undefined,
  path: string,
  hasOutlierDetection: boolean,
): Problem[] {
  const {
    distribute = [],
    failover = [],
    failoverPriority = [],
  } = setting ?? {};
  const isZoneAware = path.endsWith('zoneAwareLbSetting');
  const topology = failoverPriority.filter(label => TOPOLOGY.includes(label));
  return [
    ...errors(
      [
        distribute.length > 0 && failover.length > 0,
        path,
        'Only one of distribute and failover can be set.',
      ],
      [
        topology.length > 0 && (isZoneAware || failover.length > 0),
        `${path}.failoverPriority`,
        `${topology.join(', ')} is what places are sorted by anyway.`,
      ],
    ),
    ...distribute.flatMap(({ to = {} }, index) => {
      const at = `${path}.distribute[${index}].to`;
      const weights = Object.values(to);
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      return errors(
        [
          weights.some(weight => weight <= 0 || weight > 100),
          at,
          'A weight is 1 to 100.',
        ],
        [total !== 100, at, `The weights are ${total} together, and not 100.`],
        [!areApart(Object.keys(to)), at, 'Places are empty, or overlap.'],
      );
    }),
    ...errors([
      !areApart(distribute.map(({ from = '' }) => from)),
      `${path}.distribute`,
      'Places are empty, or overlap.',
    ]),
    ...warnings([
      (failover.length > 0 || failoverPriority.length > 0) &&
        !hasOutlierDetection,
      path,
      'Without outlierDetection nothing fails over.',
    ]),
    ...failover.flatMap(({ from = '', to = '' }, index) => {
      const at = `${path}.failover[${index}]`;
      return errors(
        [from === to, at, 'The regions must differ.'],
        [/[/*]/.test(from + to), at, 'It takes the names of regions only.'],
      );
    }),
  ];
}

/** Whether places, `region/zone/subzone` with a wildcard at the end or not, have nothing in common. */
function areApart(places: readonly string[]): boolean {
  return places.every((place, index) => {
    const parts = partsOf(place);
    return (
      !parts.includes('') &&
      /^[^*]*\*?$/.test(place) &&
      places.slice(0, index).every(other => !overlap(partsOf(other), parts))
    );
  });
}

function partsOf(place: string): string[] {
  const [region, zone, ...subzone] = place.split('/');
  return [
    region,
    ...(zone === undefined ? [] : [zone]),
    ...(subzone.length > 0 ? [subzone.join('/')] : []),
  ];
}

function overlap(before: readonly string[], after: readonly string[]): boolean {
  const length = Math.max(before.length, after.length);
  for (let i = 0; i < length; i++) {
    // What is not said stands for all there is.
    const [a = '*', b = '*'] = [before[i], after[i]];
    if (a === '*' || b === '*') {
      return true;
    }
    if (a !== b) {
      return false;
    }
  }
  return true;
}

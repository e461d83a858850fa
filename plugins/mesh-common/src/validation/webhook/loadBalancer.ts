import { Problem, errors, warnings } from '../Problem';
import { durationCheck } from './durations';
import { LocalitySetting, localityProblems } from './locality';

export interface LoadBalancer {
  consistentHash?: {
    httpCookie?: { name?: string; attributes?: { name?: string }[] };
    minimumRingSize?: number | string;
    ringHash?: object;
    maglev?: { tableSize?: number | string };
  };
  localityLbSetting?: LocalitySetting;
  zoneAwareLbSetting?: LocalitySetting;
  warmup?: {
    duration?: string;
    minimumPercent?: number;
    aggression?: number;
  };
}

/**
 * What Istio says of how requests are shared out.
 *
 * Source: istio pkg/config/validation/validation.go, `validateLoadBalancer`.
 */
export function loadBalancerProblems(
  settings: LoadBalancer | undefined,
  path: string,
  hasOutlierDetection: boolean,
): Problem[] {
  if (settings === undefined) {
    return [];
  }
  const { localityLbSetting, zoneAwareLbSetting, warmup } = settings;
  return [
    ...hashProblems(settings.consistentHash, `${path}.consistentHash`),
    ...errors([
      localityLbSetting !== undefined && zoneAwareLbSetting !== undefined,
      path,
      'Only one of localityLbSetting and zoneAwareLbSetting can be set.',
    ]),
    ...localityProblems(
      localityLbSetting,
      `${path}.localityLbSetting`,
      hasOutlierDetection,
    ),
    ...localityProblems(
      zoneAwareLbSetting,
      `${path}.zoneAwareLbSetting`,
      hasOutlierDetection,
    ),
    ...errors(
      [
        warmup !== undefined && warmup.duration === undefined,
        `${path}.warmup.duration`,
        'It is required.',
      ],
      durationCheck(warmup?.duration, `${path}.warmup.duration`),
      [
        (warmup?.minimumPercent ?? 0) > 100,
        `${path}.warmup.minimumPercent`,
        'A percentage is 0 to 100.',
      ],
      [
        (warmup?.aggression ?? 1) <= 0,
        `${path}.warmup.aggression`,
        'It must be more than 0.',
      ],
    ),
  ];
}

const LARGEST_TABLE = 5000011;

function hashProblems(
  hash: LoadBalancer['consistentHash'],
  path: string,
): Problem[] {
  if (hash === undefined) {
    return [];
  }
  const { httpCookie, minimumRingSize = 0, ringHash, maglev } = hash;
  const attributes = (httpCookie?.attributes ?? []).map(({ name }) => name);
  const tableSize = Number(maglev?.tableSize ?? 0);
  const hasRing = Number(minimumRingSize) !== 0;
  return [
    ...errors(
      [
        httpCookie !== undefined && !httpCookie.name,
        `${path}.httpCookie.name`,
        'It is required.',
      ],
      [
        attributes.some(name => !name),
        `${path}.httpCookie.attributes`,
        'An attribute needs a name.',
      ],
      [
        new Set(attributes).size < attributes.length,
        `${path}.httpCookie.attributes`,
        'An attribute is there several times.',
      ],
      [
        hasRing && (ringHash !== undefined || maglev !== undefined),
        `${path}.minimumRingSize`,
        'It cannot go with ringHash or maglev.',
      ],
      [
        maglev !== undefined &&
          (tableSize >= LARGEST_TABLE || !isPrime(tableSize)),
        `${path}.maglev.tableSize`,
        `It must be a prime number less than ${LARGEST_TABLE}.`,
      ],
    ),
    ...warnings([
      hasRing,
      `${path}.minimumRingSize`,
      'It is deprecated: use ringHash.',
    ]),
  ];
}

/** As Envoy sees it, to whom 1 is a prime number. */
function isPrime(number: number): boolean {
  if (number > 0 && number < 4) {
    return true;
  }
  if (number % 2 === 0) {
    return false;
  }
  for (let factor = 3; factor * factor <= number; factor += 2) {
    if (number % factor === 0) {
      return false;
    }
  }
  return true;
}

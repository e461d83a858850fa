import { CelRule, Self } from './CelRule';
import { gatewayRules } from './gatewayRules';
import { istioFieldRules } from './istioFieldRules';
import { istioUnionRules } from './istioUnionRules';
import { routeFilterRules } from './routeFilterRules';
import { routeRules } from './routeRules';

const all: readonly CelRule[] = [
  ...istioUnionRules,
  ...istioFieldRules,
  ...gatewayRules,
  ...routeRules,
  ...routeFilterRules,
  // Argo Rollouts' selector cannot change; a single state of an object never breaks that.
  ['self == oldSelf', () => true],
];

/** Every CEL rule of the schemas, by its text. */
export const celRules: ReadonlyMap<string, (self: Self) => boolean> = new Map(
  all,
);

import { listOf } from '../listOf';
import { Rollout } from '../Rollout';
import { DestinationRule } from '../routes/DestinationRule';

/**
 * What is missing of the subsets that a rollout writes the hashes of its versions into. Nothing is said without the
 * DestinationRules of the namespace.
 *
 * Source: argo-rollouts rollout/trafficrouting/istio/istio.go, `UpdateHash`.
 */
export function missingSubsets(
  { metadata, spec }: Rollout,
  destinationRules: readonly DestinationRule[] | undefined,
): string[] {
  const written =
    spec?.strategy?.canary?.trafficRouting?.istio?.destinationRule;
  if (!written?.name || !destinationRules) {
    return [];
  }
  const found = listOf(destinationRules).find(
    rule =>
      rule.metadata?.name === written.name &&
      rule.metadata.namespace === metadata?.namespace,
  );
  if (!found) {
    return [
      `DestinationRule ${written.name}, whose subsets this rollout writes, does not exist: no new version can start.`,
    ];
  }
  const names = listOf(found.spec?.subsets).map(({ name }) => name);
  return [written.canarySubsetName, written.stableSubsetName]
    .filter(name => name !== undefined && !names.includes(name))
    .map(
      name =>
        `DestinationRule ${written.name} has no subset ${name}, which this rollout writes: no new version can start.`,
    );
}

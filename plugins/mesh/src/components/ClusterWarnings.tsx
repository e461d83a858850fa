import { ClusterHealth } from '@onmesh/plugin-mesh-common';
import { formatAge } from '../words/formatAge';
import { Notice } from './Notice';

const staleAfterMs = 120_000;

/** Says which clusters could not be read, or not lately, because then the rest of the screen is not the whole truth. */
export function ClusterWarnings(props: {
  clusters: ClusterHealth[];
  now: number;
}) {
  return (
    <>
      {props.clusters.map(cluster => {
        const stale =
          cluster.asOf === undefined ||
          !(props.now - Date.parse(cluster.asOf) < staleAfterMs);
        if (!stale && cluster.problems.length === 0) {
          return null;
        }
        const freshness = cluster.asOf
          ? `Last heard from ${formatAge(cluster.asOf, props.now)}.`
          : 'Never heard from.';
        return (
          <Notice
            key={cluster.cluster}
            severity="warning"
            title={`Cluster ${cluster.cluster} is not fully known`}
          >
            {[freshness, ...cluster.problems].map(sentence => (
              <div key={sentence}>{sentence}</div>
            ))}
          </Notice>
        );
      })}
    </>
  );
}

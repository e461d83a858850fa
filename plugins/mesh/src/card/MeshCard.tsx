import { InfoCard } from '@backstage/core-components';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import { targetKey } from '@onmesh/plugin-mesh-common';
import { ClusterWarnings } from '../components/ClusterWarnings';
import { QueryView } from '../components/QueryView';
import { useMeshTabLink } from '../components/useMeshTabLink';
import { DeliveriesTable } from '../delivery/DeliveriesTable';
import { MeshQueries } from '../queries/MeshQueries';
import { useStatus } from '../queries/useStatus';
import { TargetSummary } from './TargetSummary';

function MeshCardBody() {
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  const query = useStatus(entityRef);
  const tabLink = useMeshTabLink();
  return (
    <InfoCard
      title={
        <span role="heading" aria-level={2}>
          Mesh
        </span>
      }
      deepLink={{ title: 'Open the Mesh tab', link: tabLink(entityRef) }}
    >
      <QueryView query={query} what="the mesh status">
        {status => (
          <>
            <ClusterWarnings
              clusters={status.clusters}
              now={query.dataUpdatedAt}
            />
            {status.targets.length === 0 && (
              <Typography>
                No workload was found. The Mesh tab shows what was looked for.
              </Typography>
            )}
            {status.targets.length > 1 && (
              <DeliveriesTable targets={status.targets} short />
            )}
            {status.targets.map(target => (
              <TargetSummary
                key={targetKey(target.target)}
                status={target}
                incomplete={status.clusters.some(
                  ({ cluster, problems }) =>
                    cluster === target.target.cluster && problems.length > 0,
                )}
              />
            ))}
          </>
        )}
      </QueryView>
    </InfoCard>
  );
}

/** The mesh in four lines, on the overview of an entity. */
export function MeshCard() {
  return (
    <MeshQueries>
      <MeshCardBody />
    </MeshQueries>
  );
}

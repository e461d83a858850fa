import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { targetKey } from '@onmesh/plugin-mesh-common';
import { ClusterWarnings } from '../components/ClusterWarnings';
import { QueryView } from '../components/QueryView';
import { Section } from '../components/Section';
import { DeliveriesTable } from '../delivery/DeliveriesTable';
import { MeshQueries } from '../queries/MeshQueries';
import { useStatus } from '../queries/useStatus';
import { EmptyLookup } from './EmptyLookup';
import { OpenRequestNotice } from './OpenRequestNotice';
import { TargetPanel } from './TargetPanel';

function EntityMeshBody() {
  const { entity } = useEntity();
  const query = useStatus(stringifyEntityRef(entity));
  return (
    <QueryView
      query={query}
      what={`the mesh status of ${entity.metadata.title ?? entity.metadata.name}`}
    >
      {status => (
        <>
          {status.openRequests.map(request => (
            <OpenRequestNotice key={request.id} request={request} />
          ))}
          <ClusterWarnings
            clusters={status.clusters}
            now={query.dataUpdatedAt}
          />
          {status.targets.length === 0 && <EmptyLookup status={status} />}
          {status.targets.length > 1 && (
            <Section title="How far is each delivery?" level="h2">
              <DeliveriesTable targets={status.targets} />
            </Section>
          )}
          {status.targets.map(target => (
            <TargetPanel
              key={targetKey(target.target)}
              entityRef={status.entityRef}
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
  );
}

/** The Mesh tab of an entity. */
export function EntityMesh() {
  return (
    <MeshQueries>
      <EntityMeshBody />
    </MeshQueries>
  );
}

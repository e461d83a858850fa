import { useState } from 'react';
import { ClusterWarnings } from '../components/ClusterWarnings';
import { QueryView } from '../components/QueryView';
import { Section } from '../components/Section';
import { useFleet } from '../queries/useFleet';
import { FleetFilters } from './FleetFilters';
import { FleetSummary } from './FleetSummary';
import { FleetTable } from './FleetTable';
import { FleetFilter, filterFleet, noFilter } from './filterFleet';

/** Every service and how far it is onto the mesh. */
export function FleetPage() {
  const query = useFleet();
  const [filter, setFilter] = useState<FleetFilter>(noFilter);
  return (
    <QueryView query={query} what="the fleet">
      {fleet => {
        const rows = filterFleet(fleet.services, filter);
        return (
          <>
            <ClusterWarnings
              clusters={fleet.clusters}
              now={query.dataUpdatedAt}
            />
            <Section title="Coverage" level="h2">
              <FleetSummary services={fleet.services} />
            </Section>
            <Section title="Services" level="h2">
              <FleetFilters
                filter={filter}
                onChange={setFilter}
                shown={rows.length}
                total={fleet.services.length}
              />
              <FleetTable
                rows={rows}
                incomplete={fleet.clusters.some(c => c.problems.length > 0)}
                empty={
                  fleet.services.length === 0
                    ? 'No catalog entity that you may see has Kubernetes annotations.'
                    : 'No service matches these filters.'
                }
              />
            </Section>
          </>
        );
      }}
    </QueryView>
  );
}

import Typography from '@material-ui/core/Typography';
import { StatusResponse } from '@onmesh/plugin-mesh-common';
import { Facts } from '../components/Facts';
import { Section } from '../components/Section';

/** Nothing matched: shows what was looked for, so that people can see which annotation is wrong. */
export function EmptyLookup(props: { status: StatusResponse }) {
  const { lookup, clusters } = props.status;
  return (
    <Section title="No workload was found" level="h2">
      <Typography paragraph>
        The annotations of this entity match no Deployment, StatefulSet,
        DaemonSet or Rollout. This is what was looked for:
      </Typography>
      <Facts
        items={[
          [
            'Label selector',
            <code key="selector">{lookup.labelSelector}</code>,
          ],
          ['Namespace', lookup.namespace ?? 'All namespaces'],
          [
            'Cluster',
            lookup.cluster ??
              (clusters.map(({ cluster }) => cluster).join(', ') ||
                'No cluster is configured'),
          ],
        ]}
      />
      <Typography>
        Correct the annotations backstage.io/kubernetes-id,
        backstage.io/kubernetes-label-selector or
        backstage.io/kubernetes-namespace in the catalog file, or the labels of
        the workload.
      </Typography>
    </Section>
  );
}

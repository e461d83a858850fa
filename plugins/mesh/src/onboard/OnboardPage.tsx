import Typography from '@material-ui/core/Typography';
import { targetKey } from '@onmesh/plugin-mesh-common';
import { useSearchParams } from 'react-router-dom';
import { Notice } from '../components/Notice';
import { QueryView } from '../components/QueryView';
import { useStatus } from '../queries/useStatus';
import { OnboardTarget } from './OnboardTarget';
import { TargetChoice } from './TargetChoice';

/** The form for one target, which the address names: `?entityRef=&target=cluster/namespace/workload`. */
export function OnboardPage() {
  const [params] = useSearchParams();
  const entityRef = params.get('entityRef') ?? undefined;
  const wanted = params.get('target');
  const query = useStatus(entityRef);
  if (!entityRef) {
    return (
      <Notice severity="error" title="No service is named">
        Start from the Mesh tab of the service that you want to onboard.
      </Notice>
    );
  }
  return (
    <QueryView query={query} what={`the mesh status of ${entityRef}`}>
      {({ targets }) => {
        const target =
          wanted === null && targets.length === 1
            ? targets[0]
            : targets.find(status => targetKey(status.target) === wanted);
        const leaving = params.get('intent') === 'leave';
        return (
          <>
            <Typography variant="h5" component="h2" gutterBottom>
              {leaving ? 'Leave the mesh' : 'Onboard'}: {entityRef}
            </Typography>
            {target ? (
              <OnboardTarget
                key={targetKey(target.target)}
                entityRef={entityRef}
                target={target.target}
                leaving={leaving}
              />
            ) : (
              <TargetChoice
                entityRef={entityRef}
                targets={targets.map(status => status.target)}
                wanted={wanted}
              />
            )}
          </>
        );
      }}
    </QueryView>
  );
}

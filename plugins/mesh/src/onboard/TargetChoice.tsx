import { Link } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import { Target, targetKey } from '@onmesh/plugin-mesh-common';
import { Notice } from '../components/Notice';
import { useOnboardLink } from '../components/useOnboardLink';

/** A service that runs in several places is onboarded in one place at a time. */
export function TargetChoice(props: {
  entityRef: string;
  targets: Target[];
  /** The target that the address names and that is not there. */
  wanted: string | null;
}) {
  const { entityRef, targets, wanted } = props;
  const link = useOnboardLink();
  return (
    <>
      {wanted !== null && (
        <Notice severity="warning">
          {wanted} is not a workload of this service (any more).
        </Notice>
      )}
      {targets.length === 0 ? (
        <Typography>
          No workload was found. The Mesh tab of the service shows what was
          looked for.
        </Typography>
      ) : (
        <>
          <Typography>Choose where:</Typography>
          <ul>
            {targets.map(target => (
              <li key={targetKey(target)}>
                <Link to={link(entityRef, target)}>{targetKey(target)}</Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

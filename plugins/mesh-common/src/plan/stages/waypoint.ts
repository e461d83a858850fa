import {
  AuthorizationPolicy,
  AuthorizationRule,
} from '../../istio/authorization';
import { KubernetesObject } from '../../kubernetes/KubernetesObject';
import { callerRule } from '../../manifests/authorizationPolicy';
import { setLabel } from '../../manifests/editLabel';
import { USE_WAYPOINT, waypointGateway } from '../../manifests/waypointGateway';
import { AmbientWaypoint } from '../ambientWaypoint';
import { editText } from '../editText';
import { readManaged, writeManaged } from '../managedFiles';
import { PlanContext } from '../PlanContext';
import { Files } from '../readFolder';
import { StageDraft } from '../StageDraft';
import { isEnforced, waypointPolicy } from './authorize';

/** Calls to the Services of the workload go through a proxy that reads requests. */
export function waypoint(
  context: PlanContext,
  through: AmbientWaypoint,
): StageDraft {
  return {
    id: 'waypoint',
    title: 'Put a waypoint before the workload',
    why: 'ztunnel carries connections and does not read the requests in them. Rules about methods and paths, timeouts, retries, limits and canaries are the work of a waypoint. Until it runs, calls go past it.',
    gates: ['waypoint-is-ready'],
    change: files => {
      const labelled = through.services.reduce<Files>(
        (rest, { path, document }) =>
          editText(rest, path, text =>
            setLabel(
              text,
              { document, metadata: ['metadata'] },
              USE_WAYPOINT,
              through.name,
            ),
          ),
        admitted(context, files, through),
      );
      return writeManaged(
        context,
        labelled,
        waypointGateway({
          name: through.name,
          namespace: context.target.namespace,
        }),
        'Waypoint',
      );
    },
  };
}

/**
 * Where a policy is enforced already, it has to let the waypoint in, since from then on that is who calls. What the policy
 * says of callers is said at the waypoint at the same time, so that nobody gets in who did not before.
 */
function admitted(
  context: PlanContext,
  files: Files,
  through: AmbientWaypoint,
): Files {
  const existing = readManaged(context, files, 'AuthorizationPolicy');
  if (
    !existing ||
    !isPolicy(existing) ||
    !isEnforced(context, files) ||
    readManaged(context, files, 'WaypointPolicy')
  ) {
    return files;
  }
  const rules = [callerRule(through.account), ...(existing.spec?.rules ?? [])];
  return writeManaged(
    context,
    writeManaged(
      context,
      files,
      waypointPolicy(context, through, false),
      'WaypointPolicy',
    ),
    withRules(existing, rules),
    'AuthorizationPolicy',
  );
}

function withRules(
  policy: AuthorizationPolicy,
  rules: AuthorizationRule[],
): AuthorizationPolicy {
  return { ...policy, spec: { ...policy.spec, rules } };
}

function isPolicy(object: KubernetesObject): object is AuthorizationPolicy {
  return object.kind === 'AuthorizationPolicy';
}

import { AuthorizationPolicy, isDryRun } from '../../istio/authorization';
import { KubernetesObject } from '../../kubernetes/KubernetesObject';
import { authorizationPolicy } from '../../manifests/authorizationPolicy';
import { toPods } from '../../manifests/policyAttachment';
import { requestAuthentication } from '../../manifests/requestAuthentication';
import { callersOfPods, callersOfWaypoint } from '../allowedCallers';
import { AmbientWaypoint } from '../ambientWaypoint';
import { attachmentFor } from '../attachmentFor';
import { readManaged, removeManaged, writeManaged } from '../managedFiles';
import { otherAllowPolicies } from '../otherAllowPolicies';
import { PlanContext } from '../PlanContext';
import { Files } from '../readFolder';
import { StageDraft } from '../StageDraft';

/** The policies are written down and counted, but nobody is refused yet. */
export function authorizeDryRun(
  context: PlanContext,
  through?: AmbientWaypoint,
): StageDraft {
  const ambient = context.profile.mesh === 'istio-ambient';
  return {
    id: 'authorize-dry-run',
    title: 'Try out who may call',
    why: ambient
      ? 'The policies are annotated as a dry run, which ztunnel passes over and a waypoint counts. Nobody is refused; whom the policies would refuse is worked out from the callers that are known.'
      : 'The policy is annotated as a dry run: proxies count whom it would refuse and let everybody through.',
    gates: ['no-known-caller-would-be-denied'],
    // To annotate a policy that is enforced would be to switch it off.
    change: files =>
      context.profile.access === 'open' || isEnforced(context, files)
        ? files
        : withPolicies(context, files, through, true),
  };
}

/** The same policies, enforced. */
export function authorize(
  context: PlanContext,
  through?: AmbientWaypoint,
): StageDraft {
  const open = context.profile.access === 'open';
  const others = open ? [] : otherAllowPolicies(context);
  return {
    id: 'authorize',
    title: open ? 'Let everybody call' : 'Enforce who may call',
    why: open
      ? 'The profile leaves access open, so the policy goes.'
      : `Only the callers that the profile lists get through${others.length > 0 ? `, and whom AuthorizationPolicy ${others.join(' and ')} lets in as well` : ''}; everybody else is ${context.profile.mesh === 'istio-ambient' ? 'refused' : 'answered 403'}.`,
    gates: open
      ? ['policies-are-in-effect']
      : ['policies-are-in-effect', 'no-new-denials'],
    entryGates: open ? [] : ['no-known-caller-would-be-denied'],
    change: files =>
      open
        ? removePolicies(context, files)
        : withTokens(
            context,
            withPolicies(context, files, through, false),
            through,
          ),
  };
}

/** The files without the policies that we wrote. */
export function removePolicies(context: PlanContext, files: Files): Files {
  return (
    ['WaypointPolicy', 'AuthorizationPolicy', 'RequestAuthentication'] as const
  ).reduce<Files>((rest, kind) => removeManaged(context, rest, kind), files);
}

/**
 * What a waypoint checks. It is enforced for calls to the Services, where ports are those of the Service.
 *
 * Source: istio pilot/pkg/model/policyattachment.go.
 */
export function waypointPolicy(
  context: PlanContext,
  through: AmbientWaypoint,
  dryRun: boolean,
): AuthorizationPolicy {
  const { target } = context;
  return authorizationPolicy({
    name: `${target.workload}-waypoint`,
    namespace: target.namespace,
    attachment: attachmentFor(context, through),
    callers: callersOfWaypoint(context, through),
    dryRun,
  });
}

/** Whether the policy for the pods refuses callers now. */
export function isEnforced(context: PlanContext, files: Files): boolean {
  const existing = readManaged(context, files, 'AuthorizationPolicy');
  return existing !== undefined && isPolicy(existing) && !isDryRun(existing);
}

function withPolicies(
  context: PlanContext,
  files: Files,
  through: AmbientWaypoint | undefined,
  dryRun: boolean,
): Files {
  const { target, manifest } = context;
  const result = writeManaged(
    context,
    files,
    authorizationPolicy({
      name: target.workload,
      namespace: target.namespace,
      attachment: toPods(manifest.selector),
      callers: callersOfPods(context, through),
      dryRun,
    }),
    'AuthorizationPolicy',
  );
  return through
    ? writeManaged(
        context,
        result,
        waypointPolicy(context, through, dryRun),
        'WaypointPolicy',
      )
    : removeManaged(context, result, 'WaypointPolicy');
}

/** From here on, tokens of others are refused; so this comes no sooner than the policy that asks for ours. */
function withTokens(
  context: PlanContext,
  files: Files,
  through: AmbientWaypoint | undefined,
): Files {
  const { profile, target } = context;
  return profile.endUsers
    ? writeManaged(
        context,
        files,
        requestAuthentication({
          name: target.workload,
          namespace: target.namespace,
          attachment: attachmentFor(context, through),
          endUsers: profile.endUsers,
        }),
        'RequestAuthentication',
      )
    : removeManaged(context, files, 'RequestAuthentication');
}

function isPolicy(object: KubernetesObject): object is AuthorizationPolicy {
  return object.kind === 'AuthorizationPolicy';
}

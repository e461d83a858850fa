import { AuthorizationPolicy, isDryRun } from '../../istio/authorization';
import { KubernetesObject } from '../../kubernetes/KubernetesObject';
import { authorizationPolicy } from '../../manifests/authorizationPolicy';
import { readManaged, removeManaged, writeManaged } from '../managedFiles';
import { PlanContext } from '../PlanContext';
import { Files } from '../readFolder';
import { StageDraft } from '../StageDraft';

/** The policies are written down and counted, but nobody is refused yet. */
export function authorizeDryRun(context: PlanContext): StageDraft {
  return {
    id: 'authorize-dry-run',
    title: 'Try out who may call',
    why: 'The policy is annotated as a dry run: proxies count whom it would refuse and let everybody through.',
    gates: ['no-known-caller-would-be-denied'],
    // To annotate a policy that is enforced would be to switch it off.
    change: files =>
      context.profile.access === 'open' || isEnforced(context, files)
        ? files
        : writeManaged(context, files, policy(context, true)),
  };
}

/** The same policies, enforced. */
export function authorize(context: PlanContext): StageDraft {
  const open = context.profile.access === 'open';
  return {
    id: 'authorize',
    title: open ? 'Let everybody call' : 'Enforce who may call',
    why: open
      ? 'The profile leaves access open, so the policy goes.'
      : 'Only the callers that the profile lists get through; everybody else is answered 403.',
    gates: open
      ? ['policies-are-in-effect']
      : ['policies-are-in-effect', 'no-new-denials'],
    entryGates: open ? [] : ['no-known-caller-would-be-denied'],
    change: files =>
      open
        ? removeManaged(context, files, 'AuthorizationPolicy')
        : writeManaged(context, files, policy(context, false)),
  };
}

function policy(
  { profile, target, manifest }: PlanContext,
  dryRun: boolean,
): AuthorizationPolicy {
  return authorizationPolicy({
    name: target.workload,
    namespace: target.namespace,
    selector: manifest.selector,
    callers: profile.callers,
    dryRun,
  });
}

function isEnforced(context: PlanContext, files: Files): boolean {
  const existing = readManaged(context, files, 'AuthorizationPolicy');
  return existing !== undefined && isPolicy(existing) && !isDryRun(existing);
}

function isPolicy(object: KubernetesObject): object is AuthorizationPolicy {
  return object.kind === 'AuthorizationPolicy';
}

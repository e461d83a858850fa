import { KubernetesObject } from '../kubernetes/KubernetesObject';
import {
  controllerSubsets,
  DestinationRule,
  destinationRule,
  Subset,
  trafficPolicy,
} from '../manifests/destinationRule';
import {
  editDestinationRule,
  editVirtualService,
} from '../manifests/editRoutes';
import { everyPod } from '../manifests/trafficSplit';
import { routePolicy, virtualService } from '../manifests/virtualService';
import { versionSubset } from '../profile/versionSubset';
import { adoptedRoutes } from './adoptedRoutes';
import { editText } from './editText';
import { readManaged, removeManaged, writeManaged } from './managedFiles';
import { PlanContext } from './PlanContext';
import { PlanError } from './PlanError';
import { Files } from './readFolder';
import { targetService } from './targetService';
import { versionRoutes } from './versionRoutes';

/**
 * The files with the profile's limits on connections, and the subsets that a canary needs.
 *
 * @throws PlanError
 */
export function withLimits(context: PlanContext, files: Files): Files {
  const { profile, target } = context;
  const { traffic = {}, canary } = profile;
  if (!canary && isEmpty(trafficPolicy(traffic))) {
    return removeManaged(context, files, 'DestinationRule');
  }
  const { host } = targetService(context);
  // The subsets of a canary are changed with it, so for that the object has to be ours.
  const adopted =
    canary === undefined
      ? adoptedRoutes(context, 'DestinationRule', host)
      : undefined;
  return adopted
    ? editText(files, adopted.path, text =>
        editDestinationRule(text, adopted.document, traffic),
      )
    : writeManaged(
        context,
        files,
        destinationRule({
          name: target.workload,
          namespace: target.namespace,
          host,
          traffic,
          subsets: canarySubsets(context, files),
        }),
        'DestinationRule',
      );
}

/**
 * The files with the profile's timeout and retries, and no weights.
 *
 * @throws PlanError
 */
export function withTimeouts(context: PlanContext, files: Files): Files {
  const { profile, target } = context;
  const { traffic = {}, canary } = profile;
  if (profile.mesh === 'none' || isEmpty(routePolicy(traffic))) {
    return removeManaged(context, files, 'VirtualService');
  }
  const { host, httpPorts } = targetService(context);
  const adopted =
    canary === undefined
      ? adoptedRoutes(context, 'VirtualService', host)
      : undefined;
  if (adopted && !hasHttpRoutes(adopted.object)) {
    throw new PlanError(
      `The VirtualService ${adopted.object.metadata.name} in ${adopted.path} is for ${host} and has no http routes, so it cannot say timeouts and retries. Give it some, or leave these out of the profile.`,
    );
  }
  return adopted
    ? editText(files, adopted.path, text =>
        editVirtualService(text, adopted.document, traffic),
      )
    : writeManaged(
        context,
        files,
        virtualService({
          name: target.workload,
          namespace: target.namespace,
          host,
          ports: httpPorts,
          traffic,
          split: everyPod,
        }),
        'VirtualService',
      );
}

/** What a canary tells its versions apart by, and what routes name until they are changed too. */
function canarySubsets(
  context: PlanContext,
  files: Files,
): Subset[] | undefined {
  const { canary } = context.profile;
  if (!canary?.versions) {
    return canary && controllerSubsets(context.manifest.selector);
  }
  const { selector } = targetService(context);
  const { stable, canary: next } = canary.versions;
  const own = [stable, ...(next === undefined ? [] : [next])].map(version => ({
    name: versionSubset(version),
    labels: { ...selector, version },
  }));
  const named = versionRoutes(context, files)?.parts ?? [];
  const existing = readManaged(context, files, 'DestinationRule');
  const kept =
    existing && isDestinationRule(existing)
      ? (existing.spec.subsets ?? []).filter(
          ({ name }) =>
            named.some(({ subset }) => subset === name) &&
            !own.some(one => one.name === name),
        )
      : [];
  return [...own, ...kept];
}

// The file carries our header, so it has the shape that we write.
function isDestinationRule(o: KubernetesObject): o is DestinationRule {
  return o.kind === 'DestinationRule';
}

function hasHttpRoutes(
  object: KubernetesObject & { spec?: { http?: unknown } },
) {
  const { http } = object.spec ?? {};
  return Array.isArray(http) && http.length > 0;
}

function isEmpty(object: object): boolean {
  return Object.keys(object).length === 0;
}

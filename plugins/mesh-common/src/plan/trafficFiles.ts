import {
  controllerSubsets,
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
import { removeManaged, writeManaged } from './managedFiles';
import { PlanContext } from './PlanContext';
import { Files } from './readFolder';
import { targetService } from './targetService';

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
          subsets: canarySubsets(context),
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

/** What a canary tells its versions apart by. */
function canarySubsets(context: PlanContext): Subset[] | undefined {
  const { canary } = context.profile;
  if (canary?.versions) {
    const { stable, canary: next } = canary.versions;
    const { selector } = targetService(context);
    return [stable, next].map(version => ({
      name: versionSubset(version),
      labels: { ...selector, version },
    }));
  }
  return canary && controllerSubsets(context.manifest.selector);
}

function isEmpty(object: object): boolean {
  return Object.keys(object).length === 0;
}

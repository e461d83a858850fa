import { destinationRule, trafficPolicy } from '../manifests/destinationRule';
import {
  editDestinationRule,
  editVirtualService,
} from '../manifests/editRoutes';
import { routePolicy, virtualService } from '../manifests/virtualService';
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
  const { profile, target, manifest } = context;
  const { traffic = {}, canary } = profile;
  if (!canary && isEmpty(trafficPolicy(traffic))) {
    return removeManaged(context, files, 'DestinationRule');
  }
  const { host } = targetService(context);
  // A canary's controller takes the subsets over, so for that the object has to be ours.
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
          subsetLabels: canary && manifest.selector,
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
          weighted: false,
        }),
        'VirtualService',
      );
}

function isEmpty(object: object): boolean {
  return Object.keys(object).length === 0;
}

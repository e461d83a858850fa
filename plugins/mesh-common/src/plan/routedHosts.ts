import { KubernetesObject } from '../kubernetes/KubernetesObject';
import {
  selectsEverything,
  WorkloadSelector,
} from '../kubernetes/labelSelector';

// Others' objects need not have every field that ours have, nor have them as they should be.
interface Routes {
  hosts?: unknown;
  gateways?: unknown;
  exportTo?: unknown;
}
interface Rule {
  host?: unknown;
  workloadSelector?: WorkloadSelector;
}
interface GatewayApiRoutes {
  parentRefs?: unknown;
}

/**
 * The hosts for which an object says how all callers in the mesh reach them, each with its namespace. A DestinationRule with
 * a selector is for some callers, and is never merged with one for all.
 *
 * Source: istio pilot/pkg/model/destination_rule.go; for parentRefs of the Gateway API GAMMA, GEP-1426.
 */
export function routedHosts(object: KubernetesObject): string[] {
  const { namespace = '' } = object.metadata;
  if (isDestinationRule(object)) {
    const { host, workloadSelector } = object.spec ?? {};
    return typeof host === 'string' && selectsEverything(workloadSelector)
      ? [qualifiedHost(host, namespace)]
      : [];
  }
  if (isVirtualService(object)) {
    const { gateways, hosts } = object.spec ?? {};
    // Bound to gateways only, it does not touch what callers in the mesh do.
    return texts(gateways, ['mesh']).includes('mesh')
      ? texts(hosts, []).map(host => qualifiedHost(host, namespace))
      : [];
  }
  if (isGatewayApiRoute(object)) {
    const { parentRefs } = object.spec ?? {};
    return (Array.isArray(parentRefs) ? parentRefs : [])
      .filter(parent => parent?.kind === 'Service')
      .map(parent => `${parent.name}.${parent.namespace ?? namespace}`);
  }
  return [];
}

/** Whether callers of every namespace heed an object, which they do unless it says otherwise. */
export function isForEveryNamespace(object: KubernetesObject): boolean {
  return (
    isVirtualService(object) &&
    texts(object.spec?.exportTo, ['*']).includes('*')
  );
}

/** Istio completes a short name with the namespace of the object that says it. */
export function qualifiedHost(host: string, namespace: string): string {
  const [service, ns = namespace] = host
    .replace(/\.svc(\.cluster\.local)?$/, '')
    .split('.');
  return `${service}.${ns}`;
}

function texts(value: unknown, otherwise: string[]): string[] {
  return Array.isArray(value) && value.length > 0
    ? value.map(String)
    : otherwise;
}

function isDestinationRule(
  o: KubernetesObject,
): o is KubernetesObject & { spec?: Rule } {
  return o.kind === 'DestinationRule';
}

function isVirtualService(
  o: KubernetesObject,
): o is KubernetesObject & { spec?: Routes } {
  return o.kind === 'VirtualService';
}

function isGatewayApiRoute(
  o: KubernetesObject,
): o is KubernetesObject & { spec?: GatewayApiRoutes } {
  return o.kind === 'HTTPRoute' || o.kind === 'GRPCRoute';
}

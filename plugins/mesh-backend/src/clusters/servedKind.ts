import { KubernetesObject, ReadScope } from '@onmesh/plugin-mesh-common';
import { trimObject } from './trimObject';

/** A kind as an API server serves it. */
export interface ServedKind {
  version: string;
  /** Where to list and to watch it. */
  path: string;
  /** What is kept of an object that came from there. */
  keep(object: KubernetesObject): KubernetesObject;
}

/** The objects of a scope, in one of the versions of their kind. */
export function servedKind(
  { kind: { group, kind, plural }, namespace }: ReadScope,
  version: string,
): ServedKind {
  const apiVersion = group === '' ? version : `${group}/${version}`;
  return {
    version,
    path: [
      group === '' ? `/api/${version}` : `/apis/${group}/${version}`,
      ...(namespace === undefined ? [] : [`namespaces/${namespace}`]),
      plural,
    ].join('/'),
    // Items of a list do not say what they are.
    keep: object => trimObject({ ...object, kind, apiVersion }),
  };
}

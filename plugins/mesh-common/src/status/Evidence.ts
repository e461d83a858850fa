/** The object, and the field in it, that a verdict rests on. */
export interface Evidence {
  kind: string;
  namespace?: string;
  name: string;
  /** Path of the deciding field within the object. */
  field?: string;
  value?: string;
}

/** `Kind namespace/name`, the way people say it. */
export function describeEvidence(evidence: Evidence): string {
  const { kind, namespace, name } = evidence;
  return `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
}

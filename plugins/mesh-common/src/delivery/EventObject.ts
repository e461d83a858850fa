import { KubernetesObject } from '../kubernetes/KubernetesObject';

/** A Kubernetes Event: what a controller did or could not do. The API server forgets them, by default after an hour. */
export interface EventObject extends KubernetesObject {
  kind: 'Event';
  involvedObject?: { kind?: string; namespace?: string; name?: string };
  type?: string;
  reason?: string;
  message?: string;
  count?: number;
  firstTimestamp?: string | null;
  lastTimestamp?: string | null;
  eventTime?: string | null;
}

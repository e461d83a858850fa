import { TargetStatus } from '../status/TargetStatus';
import { ClusterHealth } from './ClusterHealth';
import { RequestSummary } from './RequestResponse';

/** `GET /status?entityRef=` */
export interface StatusResponse {
  entityRef: string;
  /** How the workloads were looked for, for people whose annotations do not match anything. */
  lookup: { namespace?: string; labelSelector: string; cluster?: string };
  targets: TargetStatus[];
  clusters: ClusterHealth[];
  /** Requests about this entity that are not finished, newest first. */
  openRequests: RequestSummary[];
}

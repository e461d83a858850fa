import { Target } from '../status/Target';
import { TargetSummary } from '../status/TargetSummary';
import { ClusterHealth } from './ClusterHealth';

/** `GET /fleet` */
export interface FleetResponse {
  services: FleetRow[];
  clusters: ClusterHealth[];
}

export interface FleetRow extends TargetSummary {
  entityRef: string;
  title: string;
  owner?: string;
  /** Absent where no workload was found. */
  target?: Target;
  openRequestId?: string;
}

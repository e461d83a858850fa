import { Finding } from '../status/Finding';
import { TargetStatus } from '../status/TargetStatus';
import { Workload } from '../status/Workload';
import { ClusterView } from '../view/ClusterView';

/** What a rule looks at: a target's status as far as it is computed, and the objects behind it. */
export interface RuleContext {
  view: ClusterView;
  workload: Workload;
  status: Omit<TargetStatus, 'findings'>;
}

/** One thing that can be wrong. A rule names itself nowhere: its key in the registry is the code of its findings. */
export type Rule = (context: RuleContext) => Omit<Finding, 'code'>[];

import { KubernetesObject, PodTemplate } from './KubernetesObject';

/** `batch/v1` Job: pods that run until their work is done. */
export interface Job extends KubernetesObject {
  kind: 'Job';
  spec?: {
    suspend?: boolean;
    template?: PodTemplate;
  };
  status?: { conditions?: { type: string; status: string }[] };
}

/** `batch/v1` CronJob: makes a Job again and again. */
export interface CronJob extends KubernetesObject {
  kind: 'CronJob';
  spec?: {
    suspend?: boolean;
    jobTemplate?: { spec?: { template?: PodTemplate } };
  };
}

/** Whether it did its work or gave up; a reader need not keep what such a Job ran. */
export function isFinishedJob({ status }: Job): boolean {
  return (status?.conditions ?? []).some(
    ({ type, status: holds }) =>
      (type === 'Complete' || type === 'Failed') && holds === 'True',
  );
}

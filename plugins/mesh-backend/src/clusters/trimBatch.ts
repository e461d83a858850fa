import {
  CronJob,
  isFinishedJob,
  Job,
  KubernetesObject,
} from '@onmesh/plugin-mesh-common';
import { trimTemplate } from './trimPodSpec';

/** What of a Job or CronJob is kept; undefined for other kinds. Of a finished Job it is that it is finished. */
export function trimBatch(object: KubernetesObject): Job | CronJob | undefined {
  if (isJob(object)) {
    return trimJob(object);
  }
  return isCronJob(object) ? trimCronJob(object) : undefined;
}

function trimJob(job: Job): Job {
  const { apiVersion, metadata, spec, status } = job;
  const { suspend, template } = spec ?? {};
  const { name, namespace, annotations, ownerReferences } = metadata;
  const conditions = (status?.conditions ?? []).map(
    ({ type, status: holds }) => ({ type, status: holds }),
  );
  const finished = isFinishedJob(job);
  return {
    apiVersion,
    kind: 'Job',
    metadata: {
      name,
      namespace,
      ...(!finished && { annotations, ownerReferences }),
    },
    ...(!finished && {
      spec: { suspend, template: template && trimTemplate(template) },
    }),
    status: { conditions },
  };
}

function trimCronJob({ apiVersion, metadata, spec }: CronJob): CronJob {
  const { suspend, jobTemplate } = spec ?? {};
  const { name, namespace, annotations } = metadata;
  const template = jobTemplate?.spec?.template;
  return {
    apiVersion,
    kind: 'CronJob',
    metadata: { name, namespace, annotations },
    spec: {
      suspend,
      jobTemplate: {
        spec: { template: template && trimTemplate(template) },
      },
    },
  };
}

function isJob(object: KubernetesObject): object is Job {
  return object.kind === 'Job';
}

function isCronJob(object: KubernetesObject): object is CronJob {
  return object.kind === 'CronJob';
}

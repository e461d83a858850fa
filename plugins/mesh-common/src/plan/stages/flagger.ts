import { flaggerCanary } from '../../manifests/flaggerCanary';
import {
  ignoreDifferences,
  writtenByFlagger,
} from '../../manifests/ignoreDifferences';
import { metricTemplate } from '../../manifests/metricTemplate';
import { assertCanaryIsPossible } from '../assertCanaryIsPossible';
import { readManaged, removeManaged, writeManaged } from '../managedFiles';
import { withTracingAndEgress } from '../tracingAndEgress';
import { PlanContext } from '../PlanContext';
import { Files } from '../readFolder';
import { StageDraft } from '../StageDraft';
import { targetService } from '../targetService';

/** The routes that Flagger is to write are given up, so that no two write them. */
export function yieldRoutes(context: PlanContext): StageDraft {
  return {
    id: 'deliver',
    title: 'Leave the routes to Flagger',
    why: 'Flagger writes the VirtualService and DestinationRules of a canary itself, under the same name. Ours go before it starts, so that taking them away does not take away its own.',
    gates: ['traffic-is-observed'],
    change: files =>
      (['VirtualService', 'DestinationRule'] as const).reduce<Files>(
        (rest, kind) => removeManaged(context, rest, kind),
        files,
      ),
  };
}

/** Flagger runs the canary. */
export function flagger(context: PlanContext): StageDraft {
  return {
    id: 'deliver',
    title: 'Let Flagger shift traffic to new versions',
    why: 'Flagger copies the Deployment to one for the version that serves, scales the original to zero between releases, and takes over the Service.',
    hints: [
      {
        text: 'If Argo CD applies this folder, its Application has to leave the Service and the number of pods to Flagger.',
        yaml: ignoreDifferences(
          writtenByFlagger({
            namespace: context.target.namespace,
            service: targetService(context).host,
            deployment: context.target.workload,
          }),
        ),
      },
    ],
    gates: ['delivery-is-healthy', 'traffic-is-observed'],
    change: files => {
      const { profile, target, prometheusAddress } = context;
      const { canary, traffic } = profile;
      if (!canary) {
        return files;
      }
      assertCanaryIsPossible(context, canary);
      const at = { namespace: target.namespace, prometheusAddress };
      const query = canary.analysis?.query;
      const name = `${target.workload}-canary`;
      const measured = query
        ? writeManaged(
            context,
            files,
            metricTemplate({ ...at, name, query: query.promql }),
            'MetricTemplate',
          )
        : removeManaged(context, files, 'MetricTemplate');
      const { host, port, targetPort } = targetService(context);
      return withTracingAndEgress(
        context,
        writeManaged(
          context,
          measured,
          flaggerCanary({
            name: target.workload,
            namespace: target.namespace,
            service: {
              name: host,
              port,
              ...(targetPort !== undefined && { targetPort }),
            },
            traffic,
            canary,
            metricTemplate: query && name,
          }),
          'Canary',
        ),
        undefined,
      );
    },
  };
}

/** Flagger gives the pods back to the Deployment when its Canary goes. */
export function retireFlagger(context: PlanContext): StageDraft {
  return {
    id: 'deliver',
    title: 'Take the pods back from Flagger',
    why: 'When its Canary is deleted, Flagger scales the Deployment up again, gives the Service back to it and removes what it made.',
    gates: ['every-pod-has-a-ready-proxy', 'traffic-is-observed'],
    change: files => withoutFlagger(context, files),
  };
}

/** The files without what we wrote for Flagger. */
export function withoutFlagger(context: PlanContext, files: Files): Files {
  return removeManaged(
    context,
    removeManaged(context, files, 'Canary'),
    'MetricTemplate',
  );
}

/** Whether Flagger runs the pods, as the files have it. */
export function isFlaggers(context: PlanContext): boolean {
  return readManaged(context, context.files, 'Canary') !== undefined;
}

import { analysisTemplate } from '../../manifests/analysisTemplate';
import { editReplicas } from '../../manifests/editWorkload';
import {
  ignoreDifferences,
  writtenByRollouts,
} from '../../manifests/ignoreDifferences';
import { ingressRoute } from '../../manifests/ingressVirtualService';
import { rollout } from '../../manifests/rollout';
import { heldByController } from '../../manifests/trafficSplit';
import { routeNames, virtualService } from '../../manifests/virtualService';
import { editText } from '../editText';
import { removeManaged, writeManaged } from '../managedFiles';
import { wantedReplicas } from '../managedRollout';
import { PlanContext } from '../PlanContext';
import { Files } from '../readFolder';
import { StageDraft } from '../StageDraft';
import { targetService } from '../targetService';
import { withIngressRoutes } from './ingress';

/** New versions get their share of traffic step by step, and the Deployment's own pods go. */
export function shiftTraffic(context: PlanContext): StageDraft {
  return {
    id: 'deliver',
    title: 'Shift traffic to new versions step by step',
    why: 'Once healthy, the Rollout takes over: it writes the weights of the routes, and Git scales the Deployment to zero.',
    gates: ['delivery-is-healthy', 'traffic-is-observed'],
    hints: [
      {
        text: 'If Argo CD applies this folder, its Application has to leave the weights to the Rollout.',
        yaml: ignoreDifferences(
          writtenByRollouts({
            namespace: context.target.namespace,
            virtualServices: routed(context).map(({ name }) => name),
            destinationRule: context.target.workload,
            byHeader: context.profile.canary?.match !== undefined,
          }),
        ),
      },
    ],
    entryGates: ['delivery-is-healthy'],
    change: files => shifted(context, files),
  };
}

/** The VirtualServices that hold weights, and the names of their routes that do. */
function routed(context: PlanContext): { name: string; routes: string[] }[] {
  const { profile, target } = context;
  const { httpPorts } = targetService(context);
  return [
    { name: target.workload, routes: routeNames(httpPorts) },
    ...(profile.ingress
      ? [{ name: `${target.workload}-ingress`, routes: [ingressRoute] }]
      : []),
  ];
}

function shifted(context: PlanContext, files: Files): Files {
  const { profile, target, manifest, prometheusAddress } = context;
  const { canary, traffic } = profile;
  if (!canary) {
    return files;
  }
  const at = { name: target.workload, namespace: target.namespace };
  const { host, httpPorts: ports } = targetService(context);
  const template = analysisTemplate({
    ...at,
    analysis: canary.analysis,
    prometheusAddress,
  });
  let result = template
    ? writeManaged(context, files, template, 'AnalysisTemplate')
    : removeManaged(context, files, 'AnalysisTemplate');
  result = writeManaged(
    context,
    result,
    virtualService({ ...at, host, ports, traffic, split: heldByController }),
    'VirtualService',
  );
  result = withIngressRoutes(context, result, heldByController);
  result = writeManaged(
    context,
    result,
    rollout({
      ...at,
      canary,
      replicas: wantedReplicas(context, result),
      selector: manifest.object.spec?.selector ?? {},
      routing: {
        virtualServices: routed(context),
        destinationRule: target.workload,
        analysisTemplate: template?.metadata.name,
      },
    }),
    'Rollout',
  );
  return editText(result, manifest.path, text =>
    editReplicas(text, manifest.document, 0),
  );
}

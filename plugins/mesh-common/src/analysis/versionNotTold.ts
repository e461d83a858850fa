import { Rule } from './Rule';

/** Any of them tells the version of a pod in the metrics. */
const VERSION = [
  'version',
  'app.kubernetes.io/version',
  'service.istio.io/canonical-revision',
];
const APP = [
  'app',
  'app.kubernetes.io/name',
  'service.istio.io/canonical-name',
];

/**
 * Routes split requests between versions, and no label tells them apart in the metrics of the mesh: both are called `latest`.
 * Controllers need none: Argo Rollouts goes by the hash of the template, Flagger runs workloads of two names.
 *
 * Source: istio manifests/charts/istio-control/istio-discovery/files/injection-template.yaml, `canonical-revision`.
 */
export const versionNotTold: Rule = ({ workload, status }) => {
  const { controller } = status.delivery;
  const isJudgedByVersion =
    controller === 'routes' &&
    (status.mesh === 'istio-sidecar' || status.mesh === 'istio-ambient');
  const { labels } = workload.template;
  const missing = [
    ...(VERSION.some(label => labels[label] !== undefined) ? [] : ['version']),
    ...(APP.some(label => labels[label] !== undefined) ? [] : ['app']),
  ];
  return !isJudgedByVersion || missing.length === 0
    ? []
    : [
        {
          severity: 'info',
          object: {
            kind: workload.kind,
            namespace: workload.namespace.metadata.name,
            name: workload.name,
            field: 'spec.template.metadata.labels',
          },
          message: `The pods have no label ${missing.join(' and no label ')}, so the metrics of the mesh ${missing.includes('version') ? 'do not tell its versions apart' : 'call it by the name of its workload'}.`,
          action: `Set ${missing.join(' and ')} on the pod template; leave the selector as it is, which cannot be changed.`,
        },
      ];
};

import { Rule } from './Rule';

const REVISION = 'istio.io/rev';
const INJECT = 'sidecar.istio.io/inject';
const DATA_PLANE = 'istio.io/dataplane-mode';

/**
 * Labels on pods that people set and Istio passes over, because the namespace or another label has settled it.
 *
 * Source: istio manifests/charts/istio-control/istio-discovery/templates/mutatingwebhook.yaml.
 */
export const labelWithoutEffect: Rule = ({ workload, status }) => {
  const { namespace, template, kind, name } = workload;
  const of = namespace.metadata.labels ?? {};
  const pod = template.labels;
  const sidecars = status.enrolment.revision;
  const decides = ['istio-injection', REVISION].find(
    label => of[label] !== undefined,
  );
  const passedOver: [label: string, because: string][] = [
    ...(decides !== undefined &&
    pod[REVISION] !== undefined &&
    pod[REVISION] !== sidecars
      ? ([
          [
            REVISION,
            `the namespace has ${decides}=${of[decides]}, which decides for all its pods`,
          ],
        ] satisfies [string, string][])
      : []),
    ...(pod[INJECT] === 'true' &&
    of['istio-injection'] !== undefined &&
    of['istio-injection'] !== 'enabled'
      ? ([
          [
            INJECT,
            `the namespace has istio-injection=${of['istio-injection']}, which pods cannot overrule`,
          ],
        ] satisfies [string, string][])
      : []),
    ...(pod[DATA_PLANE] === 'ambient' && sidecars !== undefined
      ? ([
          [
            DATA_PLANE,
            'new pods get a sidecar, which keeps them out of ambient',
          ],
        ] satisfies [string, string][])
      : []),
  ];
  return passedOver.map(([label, because]) => ({
    severity: 'warning',
    object: {
      kind,
      namespace: namespace.metadata.name,
      name,
      field: `spec.template.metadata.labels[${label}]`,
      value: pod[label],
    },
    message: `${label}=${pod[label]} has no effect: ${because}.`,
    action: 'Remove the label, or change what decides.',
  }));
};

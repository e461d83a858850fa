import { LabelSelector } from '../kubernetes/labelSelector';

/** The pods that one webhook asks istiod to inject: those for which both selectors match. */
export interface WebhookSelectors {
  namespace: LabelSelector;
  pod: LabelSelector;
}

const INJECT = 'sidecar.istio.io/inject';
const REVISION = 'istio.io/rev';
const INJECTION = 'istio-injection';

/** Namespaces that Istio never injects, whatever their labels say. */
export const systemNamespaces: readonly string[] = [
  'kube-system',
  'kube-public',
  'kube-node-lease',
  'local-path-storage',
];

type Requirement = NonNullable<LabelSelector['matchExpressions']>[number];

const is = (key: string, value: string): Requirement => ({
  key,
  operator: 'In',
  values: [value],
});
const absent = (key: string): Requirement => ({
  key,
  operator: 'DoesNotExist',
});
const notRefused: Requirement = {
  key: INJECT,
  operator: 'NotIn',
  values: ['false'],
};
const selectors = (
  namespace: Requirement[],
  pod: Requirement[],
): WebhookSelectors => ({
  namespace: { matchExpressions: namespace },
  pod: { matchExpressions: pod },
});

/**
 * The webhooks of one control plane or revision tag, in the order in which Istio's charts write them.
 *
 * Source: istio manifests/charts/istio-control/istio-discovery/templates/mutatingwebhook.yaml and
 * revision-tags-mwc.yaml.
 */
export function webhookSelectors(options: {
  /** Of the revision, or of the tag. */
  name: string;
  enableNamespacesByDefault?: boolean;
}): WebhookSelectors[] {
  const { name, enableNamespacesByDefault = false } = options;
  const byRevision = [
    selectors([is(REVISION, name), absent(INJECTION)], [notRefused]),
    selectors(
      [absent(REVISION), absent(INJECTION)],
      [notRefused, is(REVISION, name)],
    ),
  ];
  if (name !== 'default') {
    return byRevision;
  }
  const byDefault = selectors(
    [
      absent(INJECTION),
      absent(REVISION),
      {
        key: 'kubernetes.io/metadata.name',
        operator: 'NotIn',
        values: [...systemNamespaces],
      },
    ],
    [absent(INJECT), absent(REVISION)],
  );
  return [
    ...byRevision,
    selectors([is(INJECTION, 'enabled')], [notRefused]),
    selectors(
      [absent(INJECTION), absent(REVISION)],
      [is(INJECT, 'true'), absent(REVISION)],
    ),
    ...(enableNamespacesByDefault ? [byDefault] : []),
  ];
}

import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { parseManifests } from '../kubernetes/parseManifests';
import { ClusterView } from '../view/ClusterView';
import { notYetApplied } from './notYetApplied';

const policy = (annotations: string, spec = 'action: ALLOW') => `
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: orders, namespace: shop, annotations: {${annotations}}}
spec: {${spec}}
`;
const deployment = (labels: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: orders}
spec: {replicas: 3, template: {metadata: {labels: {${labels}}}}}
`;
const DRY = "istio.io/dry-run: 'true'";
const kustomization = `
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
metadata: {name: orders}
`;

const view = (...texts: string[]) =>
  new ClusterView({
    cluster: 'demo',
    objects: texts
      .flatMap(text => parseManifests(text, 'live.yaml').objects)
      .map((object): KubernetesObject => ({
        ...object,
        metadata: { ...object.metadata, namespace: 'shop' },
      })),
  });
const MISSING =
  'AuthorizationPolicy orders is not in the cluster as merged yet.';
const UNLABELLED = 'Deployment orders is not in the cluster as merged yet.';

describe('notYetApplied', () => {
  it.each<[string, string | null, string | null, ClusterView, string[]]>([
    ['a policy that has arrived', null, policy(DRY), view(policy(DRY)), []],
    ['a policy that has not', null, policy(DRY), view(), [MISSING]],
    [
      'a policy that is in dry run still',
      policy(DRY),
      policy(''),
      view(policy(DRY)),
      [MISSING],
    ],
    [
      'a policy with other rules',
      null,
      policy(''),
      view(policy('', 'action: DENY')),
      [MISSING],
    ],
    [
      'a policy whose fields are in another order',
      null,
      policy('', 'action: DENY, rules: [{}]'),
      view(policy('', 'rules: [{}], action: DENY')),
      [],
    ],
    [
      'a policy whose rules are in another order',
      null,
      policy('', 'rules: [{to: []}, {from: []}]'),
      view(policy('', 'rules: [{from: []}, {to: []}]')),
      [MISSING],
    ],
    [
      'a policy with a text for a number',
      null,
      policy('', "x: '1'"),
      view(policy('', 'x: 1')),
      [MISSING],
    ],
    [
      'a policy that others annotate',
      null,
      policy(''),
      view(policy("argocd.argoproj.io/sync: 'x'")),
      [],
    ],
    [
      'a policy that is to go',
      policy(''),
      null,
      view(policy('')),
      [
        'AuthorizationPolicy orders is still in the cluster. Does the GitOps controller prune what is gone from the repository?',
      ],
    ],
    ['a policy that has gone', policy(''), null, view(), []],
    [
      'a workload that has its labels',
      null,
      deployment('app: a'),
      view(deployment('app: a, injected: b')),
      [],
    ],
    [
      'a workload that lacks a label',
      null,
      deployment('app: a, inject: b'),
      view(deployment('app: a')),
      [UNLABELLED],
    ],
    ['a kind that clusters are not read for', null, kustomization, view(), []],
  ])('%s', (_, before, after, cluster, expected) => {
    const files = [{ path: 'apps/orders.yaml', before, after }];

    expect(notYetApplied(files, cluster, 'shop')).toEqual(expected);
  });
});

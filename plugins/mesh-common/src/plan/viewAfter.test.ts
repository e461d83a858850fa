import { Pod, WorkloadObject } from '../kubernetes/KubernetesObject';
import { evaluateTarget } from '../status/evaluateTarget';
import {
  arrangeView,
  deployment,
  files,
  folder,
  plan,
  service,
  target,
} from './__testUtils__/shop';
import { PlanFile } from './Plan';
import { restarts, viewAfter } from './viewAfter';

const [join, , encrypt] = plan().stages;

const status = (view: ReturnType<typeof arrangeView>) =>
  evaluateTarget({ view, target, catalogCallers: [] });

const file = (before: string | null, after: string | null): PlanFile => ({
  path: `${folder}/deployment.yaml`,
  before,
  after,
});

describe('viewAfter', () => {
  it('replaces the pods when their template changes, with a ready proxy', () => {
    const view = viewAfter(arrangeView(), target, join.files);
    expect(status(view).enrolment).toMatchObject({
      state: 'enrolled',
      pods: { total: 2, withProxy: 2, withReadyProxy: 2 },
    });
    expect(view.list<Pod>('Pod', 'shop')[0].metadata.labels).toEqual({
      app: 'payment',
      version: 'v1',
      'pod-template-hash': 'abc',
      'sidecar.istio.io/inject': 'true',
    });
  });

  it('leaves pods as they are when only a policy changes', () => {
    const view = arrangeView();
    expect(viewAfter(view, target, encrypt.files).list('Pod', 'shop')).toEqual(
      view.list('Pod', 'shop'),
    );
  });

  it('takes the proxy away when the label goes', () => {
    const [deploymentFile] = join.files;
    const view = arrangeView({
      proxied: true,
      manifests: [deploymentFile.after ?? ''],
    });
    const left = viewAfter(view, target, [
      file(deploymentFile.after, deploymentFile.before),
    ]);
    expect(status(left).enrolment.state).toBe('not-enrolled');
  });

  it('keeps what only the cluster has in the template', () => {
    const view = viewAfter(
      arrangeView({
        manifests: [deployment.replace('version: v1', 'team: payments')],
      }),
      target,
      join.files,
    );
    expect(
      view.get<WorkloadObject>('Deployment', 'shop', 'payment')?.spec?.template
        ?.metadata?.labels,
    ).toEqual({
      app: 'payment',
      team: 'payments',
      version: 'v1',
      'sidecar.istio.io/inject': 'true',
    });
  });

  it('replaces the pods of a Rollout that has a template of its own, by the steps of that', () => {
    const rollout = deployment
      .replace('apps/v1', 'argoproj.io/v1alpha1')
      .replace('kind: Deployment', 'kind: Rollout');
    const before = arrangeView({ manifests: [rollout, service] });
    const { stages, riskReasons } = plan(
      {},
      {
        view: before,
        files: new Map(files).set(`${folder}/deployment.yaml`, rollout),
      },
    );
    expect(stages[0].effects.restarts).toBe(true);
    expect(
      status(viewAfter(before, target, stages[0].files)).enrolment,
    ).toMatchObject({ state: 'enrolled', pods: { withReadyProxy: 2 } });
    expect(riskReasons.join()).toContain('goes through the steps of that');
  });

  it('lets an older object of somebody else win, as Istio does', () => {
    const theirs = {
      apiVersion: 'security.istio.io/v1',
      kind: 'PeerAuthentication',
      metadata: {
        name: 'zzz',
        namespace: 'shop',
        creationTimestamp: '2026-01-01T00:00:00Z',
      },
      spec: {
        selector: { matchLabels: { app: 'payment' } },
        mtls: { mode: 'PERMISSIVE' },
      },
    };
    const view = arrangeView({ proxied: true, others: [theirs] });
    const after = viewAfter(view, target, encrypt.files);
    expect(status(after).ports[0].evidence?.name).toBe('zzz');
  });

  it('removes what a file no longer holds', () => {
    const view = viewAfter(
      arrangeView({ proxied: true }),
      target,
      encrypt.files,
    );
    const [{ path, after }] = encrypt.files;
    const removed = viewAfter(view, target, [
      { path, before: after, after: null },
    ]);
    expect(removed.list('PeerAuthentication', 'shop')).toEqual([]);
  });
});

describe('restarts', () => {
  it.each([
    [
      'the template changes',
      deployment,
      deployment.replace('version: v1', 'version: v2'),
      1,
    ],
    [
      'only the number of pods changes',
      deployment,
      deployment.replace('replicas: 2', 'replicas: 0'),
      0,
    ],
    ['only a comment changes', deployment, `${deployment}# x\n`, 0],
    ['the file is new', null, deployment, 0],
  ])('when %s', (_, before, after, expected) => {
    expect(restarts([file(before, after)], target)).toBe(expected === 1);
  });
});

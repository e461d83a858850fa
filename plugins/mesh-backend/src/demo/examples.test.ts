import { join, resolve } from 'node:path';
import {
  ClusterView,
  evaluateTarget,
  KubernetesObject,
  ObservedTraffic,
  TargetStatus,
} from '@onmesh/plugin-mesh-common';
import { ManifestFolder } from '../clusters/ManifestFolder';
import { SnapshotMetricsReader } from '../metrics/SnapshotMetricsReader';
import { applyFromGit, objectKey } from './applyFromGit';
import { SimulatedControllers } from './SimulatedControllers';

const examples = resolve(__dirname, '../../../../examples');

describe('the example shop', () => {
  let snapshot: KubernetesObject[];
  let git: KubernetesObject[];
  let view: ClusterView;

  const read = async (folder: string) => {
    const files = new ManifestFolder(join(examples, folder));
    await files.refresh();
    expect(files.problems()).toEqual([]);
    return files.objects();
  };

  beforeAll(async () => {
    snapshot = await read('clusters/demo');
    git = await read('gitops');
    const empty = new ClusterView({ cluster: 'demo', objects: [] });
    const { objects } = new SimulatedControllers({
      settings: empty.mesh,
      readyAfterMs: 0,
    }).reconcile(
      applyFromGit({ snapshot, seed: git, git }),
      new Date('2026-11-25T12:00:00Z'),
    );
    view = new ClusterView({ cluster: 'demo', objects });
  });

  const observed = (target: TargetStatus['target']) =>
    new SnapshotMetricsReader({
      file: join(examples, 'metrics/demo.yaml'),
    }).observed(target);
  const status = async (name: string): Promise<TargetStatus> => {
    const [namespace, workload] = name.split('/');
    const target = { cluster: 'demo', namespace, workload };
    const traffic: ObservedTraffic | undefined = await observed(target);
    return evaluateTarget({
      view,
      target,
      observed: traffic,
      catalogCallers: [],
      now: '2026-11-25T12:00:00Z',
    });
  };

  it.each([
    [
      'shop/frontend',
      'istio-sidecar',
      'enrolled',
      'mtls-only',
      'open',
      'Healthy',
    ],
    [
      'shop/checkout-service',
      'istio-sidecar',
      'enrolled',
      'mtls-and-plaintext',
      'open',
      'Degraded',
    ],
    [
      'shop/payment-service',
      'istio-sidecar',
      'enrolled',
      'mtls-only, mtls-and-plaintext',
      'closed',
      'Paused',
    ],
    [
      'shop/order-service',
      'none',
      'not-enrolled',
      'plaintext-only',
      'open',
      'none',
    ],
    ['shop/legacy-batch', 'none', 'not-enrolled', '', 'open', 'none'],
    [
      'shop/recommendation-service',
      'istio-sidecar',
      'partly',
      'mtls-and-plaintext',
      'open',
      'none',
    ],
    [
      'warehouse/inventory-service',
      'istio-ambient',
      'enrolled',
      'mtls-only',
      'closed',
      'none',
    ],
    [
      'finance/ledger-service',
      'linkerd',
      'enrolled',
      'unknown',
      'unknown',
      'none',
    ],
    [
      'marketing/newsletter-service',
      'none',
      'pending-restart',
      'plaintext-only',
      'open',
      'none',
    ],
    [
      'marketing/campaign-reports',
      'unknown',
      'unknown',
      'unknown',
      'unknown',
      'none',
    ],
  ])(
    'has %s: mesh %s, %s, ports %s, access %s, delivery %s',
    async (name, mesh, enrolment, ports, access, delivery) => {
      const found = await status(name);
      expect({
        mesh: found.mesh,
        enrolment: found.enrolment.state,
        ports: found.ports.map(port => port.accepts).join(', '),
        access: found.access.default,
        delivery:
          found.delivery.controller === 'none' ? 'none' : found.delivery.phase,
      }).toEqual({ mesh, enrolment, ports, access, delivery });
    },
  );

  it.each([
    [
      'shop/checkout-service',
      {
        dryRunAllow: { denied: 360, allowed: 21_240 },
        enforced: { denied: 0 },
      },
    ],
    ['warehouse/inventory-service', { enforced: { denied: 540, total: 9900 } }],
  ])(
    'has counts of policies for %s that its callers add up to',
    async (name, counts) => {
      const { traffic, access } = await status(name);
      expect(traffic?.policies).toEqual(counts);
      const sent = (of: NonNullable<typeof traffic>['callers']) =>
        Math.round(of.reduce((sum, c) => sum + c.requestsPerSecond, 0) * 1800);
      const refused = access.callers
        .filter(c => (c.ifEnforced ?? c).verdict === 'denied')
        .map(({ caller }) => caller.label);
      const callers = traffic?.callers ?? [];
      const [denied, all] = [
        sent(callers.filter(({ workload }) => refused.includes(`${workload}`))),
        sent(callers),
      ];
      const { dryRunAllow, enforced } = traffic?.policies ?? {};
      expect(dryRunAllow ?? { denied: enforced?.denied }).toMatchObject({
        denied,
      });
      expect(enforced?.total ?? (dryRunAllow?.allowed ?? 0) + denied).toBe(all);
    },
  );

  it('has findings of each severity', async () => {
    const all = await Promise.all(
      [
        'shop/payment-service',
        'shop/checkout-service',
        'shop/order-service',
      ].map(status),
    );
    const severities = all.flatMap(({ findings }) =>
      findings.map(({ severity }) => severity),
    );
    expect(new Set(severities)).toEqual(new Set(['error', 'warning', 'info']));
  });

  it('has a snapshot that agrees with Git, but for what controllers write', () => {
    const inSnapshot = new Map(snapshot.map(o => [objectKey(o), o]));
    for (const object of git) {
      const there = inSnapshot.get(objectKey(object));
      const fromGitAlone = object.metadata.name === 'order-service';
      expect([objectKey(object), there !== undefined]).toEqual([
        objectKey(object),
        !fromGitAlone,
      ]);
      expect({ ...object, ...there }).toMatchObject(
        ['VirtualService', 'DestinationRule'].includes(object.kind)
          ? { kind: object.kind }
          : object,
      );
    }
  });
});

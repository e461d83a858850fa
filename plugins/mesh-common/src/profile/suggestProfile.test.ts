import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { evaluateTarget } from '../status/evaluateTarget';
import { ObservedTraffic } from '../status/ObservedTraffic';
import { Caller } from '../status/TargetStatus';
import { ClusterView } from '../view/ClusterView';
import { nextProfile } from './nextProfile';
import { profileSchema, ProfileInput } from './Profile';
import { suggestProfile } from './suggestProfile';

const target = { cluster: 'east', namespace: 'shop', workload: 'orders' };
const view = new ClusterView({
  cluster: 'east',
  objects: [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'orders', namespace: 'shop' },
      spec: { template: { metadata: { labels: { app: 'orders' } } } },
    } as KubernetesObject,
  ],
});

function suggest(catalogCallers: Caller[], observed?: ObservedTraffic) {
  const status = evaluateTarget({ view, target, observed, catalogCallers });
  return suggestProfile({ status });
}

const frontend = {
  label: 'frontend',
  namespace: 'shop',
  serviceAccount: 'frontend',
  entityRef: 'component:default/frontend',
};

const seen = (mtls?: boolean): ObservedTraffic => ({
  window: '24h',
  callers: [
    {
      workload: 'batch',
      namespace: 'legacy',
      serviceAccount: 'batch',
      mtls,
      requestsPerSecond: 1,
    },
  ],
});

describe('a suggested profile', () => {
  it('lets in who the catalog declares and who was seen, and says which', () => {
    expect(suggest([frontend], seen(true)).profile).toMatchObject({
      access: 'closed',
      mtls: { mode: 'strict' },
      callers: [
        { serviceAccount: 'frontend', source: 'catalog' },
        { serviceAccount: 'batch', source: 'observed' },
      ],
    });
  });

  it('takes accounts by any name that Kubernetes takes, and says whom no rule can name', () => {
    const { profile, notes } = suggest([
      { ...frontend, serviceAccount: 'ci.bot' },
      { ...frontend, label: 'odd', serviceAccount: 'Ödd' },
    ]);
    expect(profile.callers.map(c => c.serviceAccount)).toEqual(['ci.bot']);
    expect(notes).toContainEqual(
      expect.stringMatching(/^odd is a caller, but shop\/Ödd is no name/),
    );
  });

  it('names namespaces where more accounts call than a profile can list', () => {
    const { profile, notes } = suggest(
      Array.from({ length: 300 }, (_, i) => ({
        label: `caller ${i}`,
        namespace: `team-${i % 7}`,
        serviceAccount: `caller-${i}`,
      })),
    );
    expect(profile.callers).toHaveLength(7);
    expect(profile.callers[0]).toEqual({
      namespace: 'team-0',
      source: 'manual',
    });
    expect(notes).toContain(
      '300 callers are known, and a profile can list 200, so whole namespaces are suggested in their place.',
    );
  });

  it('keeps who is in ambient there', () => {
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: 'orders-1',
        namespace: 'shop',
        labels: { app: 'orders' },
        annotations: { 'ambient.istio.io/redirection': 'enabled' },
      },
    };
    const [deployment] = view.listAll('Deployment');
    const status = evaluateTarget({
      view: new ClusterView({
        cluster: 'east',
        objects: [
          {
            ...deployment,
            spec: {
              selector: { matchLabels: { app: 'orders' } },
              template: { metadata: { labels: { app: 'orders' } } },
            },
          } as KubernetesObject,
          pod,
        ],
      }),
      target,
      catalogCallers: [frontend],
    });
    expect(suggestProfile({ status }).profile.mesh).toBe('istio-ambient');
  });

  it('keeps plaintext callers connected, and says why', () => {
    const { profile, notes } = suggest([frontend], seen(false));
    expect(profile.mtls.mode).toBe('permissive');
    expect(notes.join(' ')).toContain('batch calls in plaintext');
  });

  it('keeps a caller without a proxy connected, and does not say that it was seen', () => {
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'frontend-1', namespace: 'shop' },
      spec: { serviceAccountName: 'frontend', containers: [{ name: 'app' }] },
    } as KubernetesObject;
    const status = evaluateTarget({
      view: new ClusterView({
        cluster: 'east',
        objects: [...view.listAll('Deployment'), pod],
      }),
      target,
      catalogCallers: [frontend],
    });
    const { profile, notes } = suggestProfile({ status });
    expect(profile.mtls.mode).toBe('permissive');
    expect(notes.join(' ')).toContain('frontend has no proxy, so mTLS');
  });

  it('closes nothing while no caller is known, because nobody would get in', () => {
    const { profile, notes } = suggest([]);
    expect(profile.access).toBe('open');
    expect(notes.join(' ')).toContain('closed would let nobody in');
  });

  it('keeps callers from outside the cluster connected, and says why', () => {
    const edge = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'orders-edge', namespace: 'shop' },
      spec: { type: 'LoadBalancer', selector: { app: 'orders' } },
    } as KubernetesObject;
    const status = evaluateTarget({
      view: new ClusterView({
        cluster: 'east',
        objects: [...view.listAll('Deployment'), edge],
      }),
      target,
      observed: seen(true),
      catalogCallers: [frontend],
    });
    const { profile, notes } = suggestProfile({ status });
    expect(profile).toMatchObject({
      access: 'open',
      mtls: { mode: 'permissive' },
    });
    expect(notes.join(' ')).toContain('Service orders-edge');
  });

  it('does not invent an identity for a caller that has none', () => {
    const { profile, notes } = suggest([{ label: 'mystery' }], seen());
    expect(profile.callers.map(c => c.serviceAccount)).toEqual(['batch']);
    expect(notes.join(' ')).toContain('mystery');
  });

  it('says when nothing is known of the traffic', () => {
    expect(suggest([frontend]).notes.join(' ')).toContain('No metrics');
    expect(
      suggest([frontend], { window: '24h', callers: [] }).notes.join(' '),
    ).toContain('No traffic was seen in the last 24h');
  });
});

describe('a profile to change from', () => {
  const current = (over: Partial<ProfileInput> = {}) =>
    profileSchema.parse({
      apiVersion: 'onmesh.io/v1',
      mesh: 'istio-sidecar',
      traffic: { timeout: '2s' },
      callers: [{ namespace: 'shop', serviceAccount: 'frontend' }],
      ...over,
    });
  const next = (from = current(), declared = [frontend]) => {
    const status = evaluateTarget({
      view,
      target,
      observed: seen(true),
      catalogCallers: declared,
    });
    return nextProfile({ status, current: from });
  };

  it('is the one that was carried out, whole, and who came up since', () => {
    const { profile, notes } = next();
    expect(profile).toEqual({
      ...current(),
      callers: [
        { namespace: 'shop', serviceAccount: 'frontend' },
        { namespace: 'legacy', serviceAccount: 'batch', source: 'observed' },
      ],
    });
    expect(notes.join(' ')).toContain('legacy/batch was seen calling');
  });

  it.each([
    ['has its whole namespace', { callers: [{ namespace: 'legacy' }] }],
    ['needs no rule where access is open', { access: 'open' as const }],
  ])('does not list again who %s', (_, over) => {
    expect(next(current(over), []).profile).toEqual(current(over));
  });

  it('says who cannot be named', () => {
    const { notes } = next(current(), [
      {
        ...frontend,
        label: 'mystery',
        namespace: undefined,
        serviceAccount: undefined,
      } as never,
    ]);
    expect(notes.join(' ')).toContain('mystery is a caller');
  });
});

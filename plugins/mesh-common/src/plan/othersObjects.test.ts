import { arrangeView, files, folder, plan } from './__testUtils__/shop';
import { PlanError } from './PlanError';

const groups: Record<string, string> = {
  AuthorizationPolicy: 'security.istio.io/v1',
  HTTPRoute: 'gateway.networking.k8s.io/v1',
};
const foreign = (kind: string, spec: object, namespace = 'shop') => ({
  apiVersion: groups[kind] ?? 'networking.istio.io/v1',
  kind,
  metadata: { name: 'theirs', namespace },
  spec,
});
/** A cluster, and a folder, that have an object of someone else. */
const inCluster = (object: object) => ({
  view: arrangeView({ others: [object as ReturnType<typeof foreign>] }),
});
const inFolder = (object: object) => ({
  files: new Map(files).set(`${folder}/theirs.yaml`, JSON.stringify(object)),
});

const traffic = { timeout: '1s', maxConnections: 9 };
const egress = { hosts: ['api.bank.example'], onlyListed: true };
const host = 'payment.shop.svc.cluster.local';
const route = { route: [{ destination: { host } }] };

describe('routes of others', () => {
  it.each([
    [
      'are for all callers, wherever they lie',
      foreign('VirtualService', { hosts: [host], http: [route] }, 'routes'),
      /VirtualService routes\/theirs in cluster east is for the same host/,
    ],
    [
      'are of the Gateway API',
      foreign('HTTPRoute', {
        parentRefs: [{ group: '', kind: 'Service', name: 'payment' }],
      }),
      /HTTPRoute shop\/theirs in cluster east is for the same Service payment/,
    ],
  ])('are in the way of ours when they %s', (_, object, message) => {
    expect(() => plan({ traffic }, inCluster(object))).toThrow(PlanError);
    expect(() => plan({ traffic }, inCluster(object))).toThrow(message);
  });

  it.each([
    [
      'are for callers of another namespace only',
      foreign(
        'VirtualService',
        { hosts: [host], exportTo: ['.'], http: [route] },
        'web',
      ),
    ],
    [
      'are for some callers only',
      foreign('DestinationRule', {
        host,
        workloadSelector: { matchLabels: { app: 'web' } },
      }),
    ],
    [
      'are for a gateway',
      foreign('HTTPRoute', { parentRefs: [{ name: 'public' }] }),
    ],
    [
      'are for another Service',
      foreign('HTTPRoute', {
        parentRefs: [{ kind: 'Service', name: 'payment', namespace: 'other' }],
      }),
    ],
  ])('are not in the way of ours when they %s', (_, object) => {
    for (const at of [inCluster(object), inFolder(object)]) {
      expect(plan({ traffic }, at).stages.at(-1)?.files).toHaveLength(2);
    }
  });

  it('are not in the way of ours when they are not as they should be', () => {
    const odd = { hosts: 'payment', gateways: 'mesh', exportTo: 1 };
    expect(() =>
      plan({ traffic }, inFolder(foreign('VirtualService', odd))),
    ).not.toThrow();
  });

  it('that have no requests to time are not said to be timed', () => {
    expect(() =>
      plan(
        { traffic },
        inFolder(
          foreign('VirtualService', { hosts: ['payment'], tcp: [route] }),
        ),
      ),
    ).toThrow(/theirs\.yaml is for payment and has no http routes/);
  });
});

describe('a Sidecar of others', () => {
  const planned = (spec: object) => () =>
    plan({ egress }, inCluster(foreign('Sidecar', spec)));

  it('for the same pods is in the way of ours', () => {
    expect(
      planned({ workloadSelector: { labels: { app: 'payment' } } }),
    ).toThrow(/Sidecar shop\/theirs.*heeds only the older/);
  });

  it.each([
    ['for other pods', { workloadSelector: { labels: { app: 'web' } } }],
    ['for the whole namespace', {}],
  ])('%s is not', (_, spec) => {
    expect(planned(spec)).not.toThrow();
  });
});

describe('policies of others', () => {
  const last = (options: Parameters<typeof plan>[1]) =>
    plan({}, options).stages.at(-1)?.why;
  const allow = {
    selector: { matchLabels: { app: 'payment' } },
    rules: [{ from: [{ source: { namespaces: ['web'] } }] }],
  };

  it('let callers in whom the profile does not list, which the stage says that enforces it', () => {
    const said =
      /lists get through, and whom AuthorizationPolicy shop\/theirs lets in as well;/;
    expect(last(inCluster(foreign('AuthorizationPolicy', allow)))).toMatch(
      said,
    );
    expect(last(inFolder(foreign('AuthorizationPolicy', allow)))).toMatch(said);
  });

  it.each([
    ['deny', { ...allow, action: 'DENY' }],
    [
      'are for other pods',
      { ...allow, selector: { matchLabels: { app: 'x' } } },
    ],
    ['allow nobody', { selector: allow.selector }],
  ])('are not mentioned when they %s', (_, spec) => {
    expect(last(inCluster(foreign('AuthorizationPolicy', spec)))).not.toMatch(
      /as well/,
    );
  });
});

describe('workloads of others', () => {
  const worker = (labels: object) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'worker', namespace: 'shop' },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [] } },
    },
  });
  const reasons = (options: Parameters<typeof plan>[1]) =>
    plan({}, options).riskReasons.join(' ');

  it('whose pods have the labels of the workload are named, since policies hold for them as well', () => {
    const object = worker({ app: 'payment', tier: 'worker' });
    const said = /are on the pods of Deployment worker too/;
    expect(reasons(inCluster(object))).toMatch(said);
    expect(reasons(inFolder(object))).toMatch(said);
  });

  it('are not mentioned where their labels are others', () => {
    expect(reasons(inCluster(worker({ app: 'worker' })))).not.toMatch(/worker/);
  });
});

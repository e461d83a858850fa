import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { ClusterView } from '../view/ClusterView';
import { targetAuthorizer } from './targetAuthorizer';

const target = { cluster: 'east', namespace: 'shop', workload: 'orders' };
const labels = { app: 'orders' };

const object = (kind: string, name: string, spec: object): KubernetesObject =>
  ({
    apiVersion: 'v1',
    kind,
    metadata: { name, namespace: 'shop', labels },
    spec,
  }) as KubernetesObject;

const ask = (...policies: KubernetesObject[]) =>
  targetAuthorizer({
    view: new ClusterView({
      cluster: 'east',
      objects: [
        object('Deployment', 'orders', {
          selector: { matchLabels: labels },
          template: { metadata: { labels }, spec: { containers: [] } },
        }),
        object('Service', 'orders', {
          selector: labels,
          ports: [
            { name: 'http', port: 80, targetPort: 8080 },
            { name: 'tcp-admin', port: 9090 },
          ],
        }),
        object('Pod', 'orders-1', { containers: [{ name: 'istio-proxy' }] }),
        ...policies,
      ],
    }),
    target,
  });

const allow = (operation: object) =>
  object('AuthorizationPolicy', 'callers', {
    rules: [{ to: [{ operation }] }],
  });
const strict = object('PeerAuthentication', 'default', {
  mtls: { mode: 'STRICT' },
});
const plaintext = { source: { principal: null } };

describe('targetAuthorizer', () => {
  it('gives one answer for all ports where they agree', () => {
    expect(ask()(plaintext).verdict).toBe('allowed');
  });

  it('depends on the port where the declared ports do not agree', () => {
    const answer = ask(allow({ ports: ['8080'] }))(plaintext);
    expect(answer.verdict).toBe('depends');
    expect(answer.reason).toMatch(/^It depends on port\. /);
  });

  it('refuses plaintext without a port when every port takes only mTLS', () => {
    expect(ask(strict)(plaintext)).toMatchObject({
      verdict: 'denied',
      evidence: { kind: 'PeerAuthentication', name: 'default' },
    });
  });

  it('refuses plaintext on a port that nothing declares as on any other', () => {
    expect(ask(strict)({ ...plaintext, port: 12345 }).verdict).toBe('denied');
    expect(ask()({ ...plaintext, port: 12345 }).verdict).toBe('allowed');
  });

  it('takes the protocol that a Service declares, unless the request says another', () => {
    const decide = ask(allow({ methods: ['GET'] }));
    expect(decide({ port: 8080, method: 'GET' }).verdict).toBe('allowed');
    expect(decide({ port: 8080, method: 'GET', protocol: 'tcp' }).verdict).toBe(
      'denied',
    );
  });

  it('holds the whole request against the policies', () => {
    const decide = ask(
      object('AuthorizationPolicy', 'canary', {
        rules: [
          { when: [{ key: 'request.headers[x-canary]', values: ['true'] }] },
        ],
      }),
    );
    expect(
      decide({ port: 8080, headers: { 'x-canary': 'true' } }).verdict,
    ).toBe('allowed');
    expect(decide({ port: 8080, headers: {} }).verdict).toBe('denied');
    expect(decide({ port: 8080 }).verdict).toBe('depends');
  });

  it('lets everything through to a port that the pods keep from their sidecar', () => {
    const kept = targetAuthorizer({
      view: new ClusterView({
        cluster: 'east',
        objects: [
          object('Deployment', 'orders', {
            selector: { matchLabels: labels },
            template: {
              metadata: {
                labels,
                annotations: {
                  'traffic.sidecar.istio.io/excludeInboundPorts': '9090',
                },
              },
              spec: { containers: [] },
            },
          }),
          object('Pod', 'orders-1', { containers: [{ name: 'istio-proxy' }] }),
          strict,
          allow({ ports: ['8080'] }),
        ],
      }),
      target,
    });

    expect(kept({ ...plaintext, port: 9090 })).toMatchObject({
      verdict: 'allowed',
      evidence: { kind: 'Deployment', name: 'orders', value: '9090' },
    });
    expect(kept({ ...plaintext, port: 8080 }).verdict).toBe('denied');
  });
});

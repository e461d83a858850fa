import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { discoverMesh } from './discoverMesh';

const webhook = (
  name: string,
  labels: Record<string, string>,
  webhooks: string[] = ['rev.namespace.sidecar-injector.istio.io'],
): KubernetesObject & { webhooks: { name: string }[] } => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'MutatingWebhookConfiguration',
  metadata: { name, labels: { app: 'sidecar-injector', ...labels } },
  webhooks: webhooks.map(hook => ({ name: hook })),
});
const configMap = (
  name: string,
  data: object,
): KubernetesObject & { data: object } => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'istio-system' },
  data,
});

describe('what a cluster says of its mesh', () => {
  it.each<[string, KubernetesObject[], object]>([
    ['nothing', [], {}],
    [
      'one control plane',
      [webhook('istio-sidecar-injector', { 'istio.io/rev': 'default' })],
      {
        revisions: ['default'],
        revisionTags: {},
        enableNamespacesByDefault: false,
      },
    ],
    [
      'two revisions and a tag',
      [
        webhook('istio-sidecar-injector-1-30', { 'istio.io/rev': '1-30' }),
        webhook('istio-sidecar-injector-1-29', { 'istio.io/rev': '1-29' }),
        webhook('istio-revision-tag-prod', {
          'istio.io/rev': '1-29',
          'istio.io/tag': 'prod',
        }),
      ],
      {
        revisions: ['1-29', '1-30'],
        revisionTags: { prod: '1-29' },
        enableNamespacesByDefault: false,
      },
    ],
    [
      'injection unless refused',
      [
        webhook('istio-sidecar-injector', { 'istio.io/rev': 'default' }, [
          'auto.sidecar-injector.istio.io',
        ]),
      ],
      {
        revisions: ['default'],
        revisionTags: {},
        enableNamespacesByDefault: true,
      },
    ],
    [
      'a mesh config',
      [
        configMap('istio-ca-root-cert', { 'root-cert.pem': 'x' }),
        configMap('istio', {
          mesh: 'rootNamespace: mesh\ntrustDomain: shop.example\naccessLogFile: /dev/stdout\n',
        }),
      ],
      { rootNamespace: 'mesh', trustDomain: 'shop.example' },
    ],
    [
      'a tag that points nowhere',
      [webhook('istio-revision-tag-prod', { 'istio.io/tag': 'prod' })],
      { revisions: [], revisionTags: {}, enableNamespacesByDefault: false },
    ],
    [
      'mesh configs of two revisions, of which the first counts',
      [
        configMap('istio-1-30', { mesh: 'trustDomain: b.example' }),
        configMap('istio-1-29', { mesh: 'trustDomain: a.example' }),
      ],
      { trustDomain: 'a.example' },
    ],
    [
      'automatic mTLS that is off',
      [configMap('istio', { mesh: 'enableAutoMtls: false' })],
      { enableAutoMtls: false },
    ],
    [
      'the retries of routes that say nothing of them',
      [configMap('istio', { mesh: 'defaultHttpRetryPolicy: {attempts: 0}' })],
      { defaultHttpRetryPolicy: { attempts: 0 } },
    ],
    [
      'hosts that nobody may call unless the mesh knows them',
      [
        configMap('istio', {
          mesh: 'outboundTrafficPolicy: {mode: REGISTRY_ONLY}',
        }),
      ],
      { outboundTrafficPolicy: 'REGISTRY_ONLY' },
    ],
    [
      'a policy for hosts outside that says nothing, or what there is not',
      [
        configMap('istio', {
          mesh: 'outboundTrafficPolicy: {mode: NO}\ntrustDomain: a.example',
        }),
      ],
      { trustDomain: 'a.example' },
    ],
    [
      'another image of proxies, and a provider of Lightstep among others',
      [
        configMap('istio', {
          mesh: 'defaultConfig: {image: {imageType: distroless}}\nextensionProviders: [{name: traces, lightstep: {port: 443}}, {name: logs, envoyFileAccessLog: {}}]',
        }),
      ],
      { proxyImageType: 'distroless', lightstepProviders: ['traces'] },
    ],
    ['a mesh config that is no text', [configMap('istio', { mesh: 5 })], {}],
    ['a broken mesh config', [configMap('istio', { mesh: 'a: [' })], {}],
    [
      'webhooks of others',
      [
        {
          apiVersion: 'admissionregistration.k8s.io/v1',
          kind: 'MutatingWebhookConfiguration',
          metadata: { name: 'cert-manager' },
        },
      ],
      {},
    ],
  ])('with %s', (_, objects, expected) => {
    expect(discoverMesh(objects)).toEqual(expected);
  });
});

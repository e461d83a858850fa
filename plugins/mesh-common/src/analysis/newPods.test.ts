import { found, Orders, severities } from './__testUtils__/orders';

const istiod = (settings: object) => ({ injectors: { default: settings } });

describe('pods on the network of their node (ONM0113)', () => {
  const hostNetwork = { hostNetwork: true };
  it.each<[string, Orders, string[]]>([
    ['ask for a sidecar', { spec: hostNetwork }, ['warning']],
    ['ask for ambient', { pods: 'ambient', spec: hostNetwork }, ['warning']],
    [
      'lie in a namespace that does',
      {
        pods: 'none',
        spec: hostNetwork,
        namespaceLabels: { 'istio.io/dataplane-mode': 'ambient' },
      },
      ['info'],
    ],
    [
      'lie in a namespace that does, and refuse',
      {
        pods: 'none',
        labels: { 'sidecar.istio.io/inject': 'false' },
        spec: hostNetwork,
        namespaceLabels: { 'istio-injection': 'enabled' },
      },
      [],
    ],
    ['ask for nothing', { pods: 'none', spec: hostNetwork }, []],
    ['are not', {}, []],
  ])('%s', (_, orders, expected) => {
    expect(severities('ONM0113', orders)).toEqual(expected);
  });

  it('are not said to lack a proxy because of the label that asks for it', () => {
    const [finding] = found('ONM0101', {
      pods: 'none',
      spec: hostNetwork,
      namespaceLabels: { 'istio.io/dataplane-mode': 'ambient' },
    });
    expect(finding.message).toContain('network of their host');
  });
});

describe('a namespace with a pod security standard (ONM0114)', () => {
  const enforce = (level: string, version?: string) => ({
    namespaceLabels: {
      'pod-security.kubernetes.io/enforce': level,
      ...(version && {
        'pod-security.kubernetes.io/enforce-version': version,
      }),
    },
  });
  const init = { mesh: istiod({ usesCni: false, setsSeccompProfile: false }) };
  const cni = { mesh: istiod({ usesCni: true, setsSeccompProfile: false }) };
  const confined = {
    spec: { securityContext: { seccompProfile: { type: 'RuntimeDefault' } } },
  };
  it.each<[string, Orders, string[]]>([
    [
      'restricted, with istio-init',
      { ...enforce('restricted'), ...init },
      ['NET_ADMIN and NET_RAW'],
    ],
    [
      'baseline, with istio-init',
      { ...enforce('baseline'), ...init },
      ['NET_ADMIN and NET_RAW'],
    ],
    ['privileged, with istio-init', { ...enforce('privileged'), ...init }, []],
    ['none, with istio-init', init, []],
    ['baseline, with istio-cni', { ...enforce('baseline'), ...cni }, []],
    [
      'restricted, with istio-cni and no seccomp profile',
      { ...enforce('restricted'), ...cni },
      ['seccomp'],
    ],
    [
      'restricted, with istio-cni and a profile of the pods',
      { ...enforce('restricted'), ...cni, ...confined },
      [],
    ],
    [
      'restricted, with istio-cni and a profile of the proxy',
      {
        ...enforce('restricted'),
        mesh: istiod({ usesCni: true, setsSeccompProfile: true }),
      },
      [],
    ],
    [
      'baseline, with istio-cni and TPROXY',
      {
        ...enforce('baseline'),
        ...cni,
        annotations: { 'sidecar.istio.io/interceptionMode': 'TPROXY' },
      },
      ['TPROXY'],
    ],
    [
      'baseline, with istio-init and nothing redirected',
      {
        ...enforce('baseline'),
        ...init,
        annotations: { 'sidecar.istio.io/interceptionMode': 'NONE' },
      },
      [],
    ],
    // Source of the versions: the Kubernetes documentation of pod security standards, "Restricted".
    [
      'restricted as of a version with seccomp, with istio-cni and no profile',
      { ...enforce('restricted', 'v1.19'), ...cni },
      ['seccomp'],
    ],
    [
      'restricted as of a version before that',
      { ...enforce('restricted', 'v1.18'), ...cni },
      [],
    ],
    [
      'restricted as of a version before that, with istio-init',
      { ...enforce('restricted', 'v1.18'), ...init },
      ['NET_ADMIN and NET_RAW'],
    ],
    [
      'restricted as of the latest version',
      { ...enforce('restricted', 'latest'), ...cni },
      ['seccomp'],
    ],
    [
      'restricted, of an installation that was not read',
      enforce('restricted'),
      [],
    ],
    [
      'restricted, in ambient',
      { ...enforce('restricted'), ...init, pods: 'ambient' },
      [],
    ],
  ])('%s', (_, orders, expected) => {
    expect(
      found('ONM0114', orders).map(
        ({ message }) =>
          /NET_ADMIN and NET_RAW|seccomp|TPROXY/.exec(message)?.[0],
      ),
    ).toEqual(expected);
  });

  it('may let in whom the API server exempts, which is said', () => {
    const [{ message }] = found('ONM0114', {
      ...enforce('restricted', 'v1.25'),
      ...init,
    });
    expect(message).toContain('unless it is exempt');
    expect(message).toContain('restricted as of v1.25');
  });
});

describe('what starts before the sidecar (ONM0115)', () => {
  const beside = { nativeSidecars: 'false' };
  const migrate = {
    spec: { initContainers: [{ name: 'migrate' }] },
  };
  const withCni = { mesh: istiod({ ...beside, usesCni: true }) };
  const peers = {
    service: { clusterIP: 'None', publishNotReadyAddresses: true },
  };
  it.each<[string, Orders, string[]]>([
    [
      'an init container, behind istio-cni',
      { ...migrate, ...withCni },
      ['warning'],
    ],
    [
      'an init container, before istio-init redirects',
      { ...migrate, mesh: istiod({ ...beside, usesCni: false }) },
      [],
    ],
    [
      'an init container, behind a native sidecar',
      { ...migrate, mesh: istiod({ nativeSidecars: 'true', usesCni: true }) },
      [],
    ],
    ['an init container, where nothing is known', migrate, []],
    [
      'an init container, where no node is known',
      { ...migrate, mesh: istiod({ usesCni: true }) },
      [],
    ],
    [
      'an init container that is not redirected',
      {
        spec: {
          initContainers: [
            { name: 'migrate', securityContext: { runAsUser: 1337 } },
          ],
        },
        ...withCni,
      },
      [],
    ],
    [
      'an init container whose ports are left out',
      {
        ...migrate,
        ...withCni,
        annotations: {
          'traffic.sidecar.istio.io/excludeOutboundPorts': '5432',
        },
      },
      [],
    ],
    [
      'a sidecar of somebody else',
      {
        spec: {
          initContainers: [{ name: 'logs', restartPolicy: 'Always' }],
        },
        ...withCni,
      },
      [],
    ],
    ['an application alone', withCni, []],
    [
      'an application that looks for its peers',
      { ...peers, ...withCni },
      ['info'],
    ],
    [
      'an application that looks for its peers and waits',
      {
        ...peers,
        ...withCni,
        annotations: {
          'proxy.istio.io/config': 'holdApplicationUntilProxyStarts: true',
        },
      },
      [],
    ],
  ])('%s', (_, orders, expected) => {
    expect(severities('ONM0115', orders)).toEqual(expected);
  });
});

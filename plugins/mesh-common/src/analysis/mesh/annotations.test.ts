import { found, given, viewOf } from './__testUtils__/given';
import { annotationInvalid } from './annotationInvalid';
import { annotationMisplaced } from './annotationMisplaced';
import { annotationUnknown } from './annotationUnknown';

describe('annotations of Istio', () => {
  const pod = (name: string, value: string) =>
    given('Pod', { annotations: { [name]: value } });

  it.each<[name: string, good: string[], bad: string[]]>([
    ['sidecar.istio.io/interceptionMode', ['TPROXY', 'NONE'], ['redirect', '']],
    ['status.sidecar.istio.io/port', ['0', ' 15020'], ['65536', '-1', 'http']],
    [
      'readiness.status.sidecar.istio.io/periodSeconds',
      ['0', '4294967295'],
      ['4294967296', '1.5', ' 1'],
    ],
    ['prometheus.istio.io/merge-metrics', ['true', 'F'], ['yes', '']],
    [
      'traffic.sidecar.istio.io/includeInboundPorts',
      ['*', '', '80, 443'],
      ['80;443', '80,'],
    ],
    ['traffic.sidecar.istio.io/excludeInboundPorts', ['80', ''], ['*']],
    [
      'traffic.sidecar.istio.io/includeOutboundIPRanges',
      ['*', '', '10.0.0.0/8,fd00::/8'],
      ['10.0.0.0', '10.0.0.0/33', '10.0.0.0/8, 10.1.0.0/16'],
    ],
    ['traffic.sidecar.istio.io/excludeOutboundIPRanges', ['1.1.1.1/32'], ['*']],
    [
      'istio.io/reroute-virtual-interfaces',
      ['', 'net1, net2.0'],
      ['1net', 'an-interface-too-long', 'a,,b'],
    ],
    [
      'sidecar.istio.io/proxyCPU',
      ['100m', '0.5', '2e3', '.5'],
      ['100 m', 'many', ''],
    ],
    ['sidecar.istio.io/proxyMemory', ['128Mi', '1G'], ['128MB']],
    [
      'proxy.istio.io/config',
      ['{}', '', 'concurrency: 2'],
      ['[1]', 'text', 'a: ['],
    ],
  ])('%s takes what injection takes', (name, good, bad) => {
    const isInvalid = (value: string) =>
      found(annotationInvalid, pod(name, value)).length === 1;
    expect(good.filter(isInvalid)).toEqual([]);
    expect(bad.filter(isInvalid)).toEqual(bad);
  });

  it('are not looked for on what Istio makes for a Gateway, which has those of the Gateway', () => {
    const annotations = {
      'networking.istio.io/service-type': 'ClusterIP',
      'istio.io/none': '',
    };
    const labels = {
      'gateway.istio.io/managed': 'istio.io-gateway-controller',
    };
    const made = given('Service', { annotations, labels });
    const written = given('Service', { annotations });
    expect(found(annotationMisplaced, made)).toEqual([]);
    expect(found(annotationUnknown, made)).toEqual([]);
    expect(found(annotationMisplaced, written)).toEqual([
      'cart metadata.annotations[networking.istio.io/service-type]',
    ]);
    expect(found(annotationUnknown, written)).toHaveLength(1);
  });

  it.each(['Deployment', 'StatefulSet', 'DaemonSet', 'Rollout'])(
    'of pods belong into the template of a %s',
    kind => {
      const [finding] = annotationMisplaced(
        viewOf([
          given(kind, { annotations: { 'sidecar.istio.io/inject': 'true' } }),
        ]),
      );
      expect(finding.action).toMatch(/spec\.template\.metadata\.annotations/);
    },
  );
});

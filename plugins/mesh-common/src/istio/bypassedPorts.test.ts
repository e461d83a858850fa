import { inboundBypass, outboundBypass } from './bypassedPorts';

const traffic = (name: string, value: string) => ({
  [`traffic.sidecar.istio.io/${name}`]: value,
});

describe('ports that pods keep from their sidecar', () => {
  it.each<[string, Record<string, string> | undefined, string | undefined]>([
    ['nothing said', undefined, undefined],
    ['left out', traffic('excludeInboundPorts', '9090, 8080'), 'exclude'],
    ['another left out', traffic('excludeInboundPorts', '80,18080'), undefined],
    ['named', traffic('includeInboundPorts', '8080'), undefined],
    ['others named', traffic('includeInboundPorts', '9090'), 'include'],
    ['none named', traffic('includeInboundPorts', ''), 'include'],
    [
      'named and left out, which does not count then',
      {
        ...traffic('includeInboundPorts', '8080'),
        ...traffic('excludeInboundPorts', '8080'),
      },
      undefined,
    ],
    [
      'all named and left out',
      {
        ...traffic('includeInboundPorts', '*'),
        ...traffic('excludeInboundPorts', '8080'),
      },
      'exclude',
    ],
    [
      'no interception',
      { 'sidecar.istio.io/interceptionMode': 'NONE' },
      'NONE',
    ],
    [
      'another interception',
      { 'sidecar.istio.io/interceptionMode': 'TPROXY' },
      undefined,
    ],
  ])('inbound, %s', (_, annotations, by) => {
    expect(inboundBypass(annotations, 8080)).toEqual(
      {
        exclude: 'traffic.sidecar.istio.io/excludeInboundPorts',
        include: 'traffic.sidecar.istio.io/includeInboundPorts',
        NONE: 'sidecar.istio.io/interceptionMode',
      }[by ?? ''],
    );
  });

  it('outbound, by the port that is called', () => {
    const annotations = traffic('excludeOutboundPorts', '443,80');
    expect(outboundBypass(annotations, 80)).toBe(
      'traffic.sidecar.istio.io/excludeOutboundPorts',
    );
    expect(outboundBypass(annotations, 8080)).toBeUndefined();
    expect(outboundBypass(undefined, 80)).toBeUndefined();
  });
});

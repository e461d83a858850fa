import { outsideCallQuery, outsideCalls } from './outsideCalls';

const sample = (service: string, name: string, value: number) => ({
  labels: { destination_service: service, destination_service_name: name },
  value,
});

/** Source of the labels: istio tests/integration/telemetry/outboundtrafficpolicy; istio.io, "Monitoring Blocked and Passthrough External Service Traffic". */
describe('calls to hosts that the mesh does not know', () => {
  it('are asked for as the sending end counts them, requests and connections', () => {
    const query = outsideCallQuery({
      target: { namespace: 'shop', workload: 'orders' },
      window: '30m',
    });
    const series =
      '{reporter="source",source_workload="orders",source_workload_namespace="shop",destination_service_name=~"BlackHoleCluster|PassthroughCluster"}';
    expect(query.split(`istio_requests_total${series}`)).toHaveLength(4);
    expect(
      query.split(`istio_tcp_connections_opened_total${series}`),
    ).toHaveLength(4);
  });

  it('are told by the host, and whether they were refused', () => {
    expect(
      outsideCalls([
        sample('api.example', 'PassthroughCluster', 1),
        sample('API.example:443', 'PassthroughCluster', 2),
        sample('ads.example', 'BlackHoleCluster', 5),
        sample('idle.example', 'BlackHoleCluster', 0),
      ]),
    ).toEqual([
      { host: 'ads.example', blocked: true, perSecond: 5 },
      { host: 'api.example', blocked: false, perSecond: 3 },
    ]);
  });

  it.each(['PassthroughCluster', 'unknown', ''])(
    'of connections name none: %s',
    service => {
      expect(outsideCalls([sample(service, 'PassthroughCluster', 1)])).toEqual([
        { blocked: false, perSecond: 1 },
      ]);
    },
  );

  it('were none where there is nothing', () => {
    expect(outsideCalls([])).toEqual([]);
  });
});

import { MeshClient } from './MeshClient';

const answerWith = (body: unknown, status = 200) =>
  jest.fn().mockImplementation(
    async () =>
      new Response(JSON.stringify(body), {
        status,
        headers: { 'Content-Type': 'application/json' },
      }),
  );

const seen = { checksum: 'c', since: '2026-01-01T10:00:00Z' };
const onGate = {
  entityRef: 'component:default/a',
  target: { cluster: 'c', namespace: 'n', workload: 'w' },
  gate: 'rollback' as const,
};

describe('MeshClient', () => {
  it.each<[string, (client: MeshClient) => Promise<unknown>, string]>([
    [
      'status',
      c => c.getStatus('component:default/a b'),
      'plugin://mesh/status?entityRef=component%3Adefault%2Fa+b',
    ],
    ['fleet', c => c.getFleet(), 'plugin://mesh/fleet'],
    ['all requests', c => c.listRequests(), 'plugin://mesh/requests'],
    [
      'some requests',
      c => c.listRequests({ state: 'submitted' }),
      'plugin://mesh/requests?state=submitted',
    ],
    ['a request', c => c.getRequest('a/b'), 'plugin://mesh/requests/a%2Fb'],
    [
      'a delivery',
      c =>
        c.getDelivery({
          entityRef: 'component:default/a',
          target: { cluster: 'c', namespace: 'n', workload: 'w' },
        }),
      'plugin://mesh/deliveries?entityRef=component%3Adefault%2Fa&cluster=c&namespace=n&workload=w',
    ],
    [
      'gates',
      c =>
        c.getGates({
          entityRef: 'component:default/a',
          target: { cluster: 'c', namespace: 'n', workload: 'w' },
        }),
      'plugin://mesh/gates?entityRef=component%3Adefault%2Fa&cluster=c&namespace=n&workload=w',
    ],
    ['a diff', c => c.getDiff('r1'), 'plugin://mesh/requests/r1/diff'],
  ])('reads %s', async (_, call, url) => {
    const fetch = answerWith({ answer: 1 });

    await expect(call(new MeshClient({ fetch }))).resolves.toEqual({
      answer: 1,
    });
    expect(fetch).toHaveBeenCalledWith(url, undefined);
  });

  it('posts an action with the version that was seen', async () => {
    const fetch = answerWith({});

    await new MeshClient({ fetch }).act('r1', 'propose-again', { version: 3 });

    expect(fetch).toHaveBeenCalledWith(
      'plugin://mesh/requests/r1/propose-again',
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: '{"version":3}',
      },
    );
  });

  it('posts an action on a delivery with what was seen', async () => {
    const fetch = answerWith({});
    const body = {
      entityRef: 'component:default/a',
      target: { cluster: 'c', namespace: 'n', workload: 'w' },
      action: 'promote' as const,
      seen: { podHash: 'b', stepIndex: 1 },
    };

    await new MeshClient({ fetch }).actOnDelivery(body);

    expect(fetch).toHaveBeenCalledWith(
      'plugin://mesh/deliveries/actions',
      expect.objectContaining({ method: 'POST', body: JSON.stringify(body) }),
    );
  });

  it.each<[string, (client: MeshClient) => Promise<unknown>]>([
    ['approvals', c => c.approveGate({ ...onGate, seen })],
    ['withdrawals', c => c.withdrawGate(onGate)],
    ['urls', c => c.makeGateUrls(onGate)],
  ])('posts %s of gates', async (path, call) => {
    const fetch = answerWith({});

    await call(new MeshClient({ fetch }));

    expect(fetch).toHaveBeenCalledWith(
      `plugin://mesh/gates/${path}`,
      expect.objectContaining({
        method: 'POST',
        body: expect.stringContaining('"entityRef":"component:default/a"'),
      }),
    );
  });

  it('throws what the backend said when it refuses', async () => {
    const fetch = answerWith(
      {
        error: { name: 'ConflictError', message: 'Version 3 is not current.' },
        response: { statusCode: 409 },
      },
      409,
    );

    await expect(
      new MeshClient({ fetch }).getRequest('r1'),
    ).rejects.toMatchObject({
      statusCode: 409,
      body: { error: { message: 'Version 3 is not current.' } },
    });
  });
});

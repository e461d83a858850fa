import { gatePath, readGateUrl } from './gateUrl';
import { gateWebhook } from './gateWebhook';

const token = 'A-_z'.repeat(11).slice(0, 43);

describe('the URL of a gate', () => {
  it.each([
    'https://portal.example.org/api/mesh',
    'http://onmesh.backstage.svc:7007/deep/api/mesh/',
  ])('is read back from the webhook, below %s', baseUrl => {
    const webhook = gateWebhook({ baseUrl, token, gate: 'confirm-promotion' });

    expect(webhook).toEqual({
      name: 'onmesh-confirm-promotion',
      type: 'confirm-promotion',
      url: expect.stringMatching(/[^/]\/gates\/flagger\//),
      timeout: '5s',
    });
    expect(readGateUrl(webhook.url)).toEqual({
      token,
      gate: 'confirm-promotion',
    });
  });

  it.each([
    undefined,
    '',
    'http://flagger-loadtester.test/gate/halt',
    gatePath(token, 'rollback'),
    `https://x/api/mesh${gatePath('short', 'rollback')}`,
    `https://x/api/mesh/gates/flagger/${token}/event`,
    `https://x/api/mesh/gates/flagger/${token}/rollback/more`,
  ])('is not %j', url => {
    expect(readGateUrl(url)).toBeUndefined();
  });
});

import { knownCallers } from './knownCallers';

describe('the callers that are known', () => {
  const shop = {
    label: 'frontend',
    namespace: 'shop',
    serviceAccount: 'frontend',
    entityRef: 'component:default/frontend',
  };

  it('are one entry when the catalog and the traffic tell of the same identity', () => {
    expect(
      knownCallers({
        catalogCallers: [shop],
        observed: {
          window: '1h',
          callers: [
            {
              workload: 'frontend-v2',
              namespace: 'shop',
              serviceAccount: 'frontend',
              mtls: true,
              requestsPerSecond: 1,
            },
          ],
        },
      }),
    ).toEqual([
      { caller: shop, sources: ['catalog', 'observed'], plaintext: false },
    ]);
  });

  it('count as plaintext as soon as one of their connections is', () => {
    const seen = (mtls: boolean) => ({
      workload: 'batch',
      namespace: 'legacy',
      mtls,
      requestsPerSecond: 1,
    });
    const [batch] = knownCallers({
      catalogCallers: [],
      observed: {
        window: '1h',
        callers: [seen(true), seen(false), seen(true)],
      },
    });
    expect(batch.plaintext).toBe(true);
  });

  it('are not merged on a name when one has no identity', () => {
    expect(
      knownCallers({
        catalogCallers: [shop],
        observed: {
          window: '1h',
          callers: [{ workload: 'frontend', requestsPerSecond: 1 }],
        },
      }),
    ).toHaveLength(2);
  });

  it('that come in plaintext have the identity that their workload would have', () => {
    expect(
      knownCallers({
        catalogCallers: [shop],
        observed: {
          window: '1h',
          callers: [
            {
              workload: 'frontend',
              namespace: 'shop',
              mtls: false,
              requestsPerSecond: 1,
            },
          ],
        },
        serviceAccountOf: ({ workload }) => workload,
      }),
    ).toEqual([
      { caller: shop, sources: ['catalog', 'observed'], plaintext: true },
    ]);
  });
});

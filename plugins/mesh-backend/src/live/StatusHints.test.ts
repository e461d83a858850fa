import { mockServices } from '@backstage/backend-test-utils';
import { ClusterView } from '@onmesh/plugin-mesh-common';
import { ClusterListener } from '@onmesh/plugin-mesh-node';
import { namespacesBehind } from './namespacesBehind';
import { StatusHints } from './StatusHints';

function arrange() {
  const listeners = new Set<ClusterListener>();
  const publish = jest.fn(async () => {});
  const hints = new StatusHints({
    clusters: {
      onChange: listener => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    signals: { publish },
    logger: mockServices.logger.mock(),
    now: () => new Date(),
  });
  return {
    hints,
    publish,
    change: (...change: Parameters<ClusterListener>) =>
      listeners.forEach(listener => listener(...change)),
    listeners,
  };
}

const shop = new Map([['prod', new Set(['', 'istio-system', 'shop'])]]);
const payment = 'component:default/payment-service';
const told = (...entityRef: string[]) => ({
  channel: 'mesh:status',
  recipients: { type: 'user', entityRef },
  message: { entityRef: payment },
});

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('who looks at a status', () => {
  it('is told when something changes in a namespace behind it', () => {
    const { hints, publish, change } = arrange();
    hints.shown(payment, 'user:default/olivia', shop);
    hints.shown(payment, 'user:default/pat', shop);
    change('prod', new Set(['shop']));
    jest.advanceTimersByTime(0);
    expect(publish.mock.calls).toEqual([
      [told('user:default/olivia', 'user:default/pat')],
    ]);
  });

  it.each([
    ['a change in another namespace', 'prod', new Set(['billing']), 0],
    ['a change in another cluster', 'stage', new Set(['shop']), 0],
    ['a change of a namespace itself', 'prod', new Set(['']), 1],
    ['a mesh-wide policy', 'prod', new Set(['istio-system']), 1],
    ['a change that can be anywhere', 'prod', undefined, 1],
  ])(
    'after %s (in %s) hears of it when it matters',
    (_, cluster, namespaces, times) => {
      const { hints, publish, change } = arrange();
      hints.shown(payment, 'user:default/olivia', shop);
      change(cluster, namespaces);
      jest.advanceTimersByTime(0);
      expect(publish).toHaveBeenCalledTimes(times);
    },
  );

  it('is told at most once a second, and of the last change too', () => {
    const { hints, publish, change } = arrange();
    hints.shown(payment, 'user:default/olivia', shop);
    for (let ms = 0; ms < 2_900; ms += 100) {
      change('prod');
      jest.advanceTimersByTime(100);
    }
    expect(publish).toHaveBeenCalledTimes(3);
    jest.advanceTimersByTime(1_000);
    expect(publish).toHaveBeenCalledTimes(4);
  });

  it('is told nothing any more a minute after the last look', () => {
    const { hints, publish, change } = arrange();
    hints.shown(payment, 'user:default/olivia', shop);
    jest.advanceTimersByTime(50_000);
    hints.shown(payment, 'user:default/pat', shop);
    jest.advanceTimersByTime(20_000);
    change('prod');
    jest.advanceTimersByTime(0);
    expect(publish.mock.calls).toEqual([[told('user:default/pat')]]);
  });

  it('is told nothing when the backend stops', () => {
    const { hints, publish, change, listeners } = arrange();
    hints.shown(payment, 'user:default/olivia', shop);
    change('prod');
    hints.close();
    jest.advanceTimersByTime(5_000);
    expect(publish).not.toHaveBeenCalled();
    expect(listeners.size).toBe(0);
  });
});

describe('behind a status', () => {
  it('lie the mesh-wide policies, the workload and its callers', () => {
    const view = new ClusterView({ cluster: 'prod', objects: [] });
    const target = { cluster: 'prod', namespace: 'shop', workload: 'cart' };
    const caller = { label: 'web', namespace: 'web', serviceAccount: 'web' };
    const access = {
      default: 'closed' as const,
      reason: '',
      rules: [],
      callers: [
        { caller, sources: [], verdict: 'allowed' as const, reason: '' },
        {
          caller: { label: 'anyone' },
          sources: [],
          verdict: 'denied' as const,
          reason: '',
        },
      ],
    };
    expect(namespacesBehind([view], [{ target, access }])).toEqual(
      new Map([['prod', new Set(['', 'istio-system', 'shop', 'web'])]]),
    );
  });

  it('lies nothing of a cluster without targets but what the mesh shares', () => {
    const view = new ClusterView({ cluster: 'stage', objects: [] });
    expect(namespacesBehind([view], [])).toEqual(
      new Map([['stage', new Set(['', 'istio-system'])]]),
    );
  });
});

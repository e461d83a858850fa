import { ConnectionPoolSettings, OutlierDetection } from './DestinationRule';
import { DestinationBehaviour } from './destinationBehaviour';
import {
  describeDestinations,
  describeLimits,
  describeRetries,
  describeRivals,
} from './describeRoute';
import { effectiveRetries } from './effectiveRetries';

const cart = (
  more: Partial<DestinationBehaviour> = {},
): DestinationBehaviour => ({
  hostname: 'cart.shop.svc.cluster.local',
  port: 80,
  evidence: [],
  ...more,
});

describe('describeDestinations', () => {
  it.each<[string, Partial<DestinationBehaviour>]>([
    ['100 % cart.shop:80', { percent: 100 }],
    ['33.3 % cart.shop:80, subset v1', { percent: 100 / 3, subset: 'v1' }],
    ['unknown share cart.shop:80', {}],
    [
      '100 % api.example.com:80, which does not exist',
      {
        percent: 100,
        hostname: 'api.example.com',
        dangling: 'host-not-found',
      },
    ],
  ])('says %s', (expected, more) => {
    expect(
      describeDestinations({
        action: 'route',
        destinations: [cart(more)],
        mirrors: [],
      }),
    ).toEqual([expected]);
  });

  it('tells redirects, answers of the proxy and copies apart', () => {
    const mirrors = [cart()];
    expect(
      describeDestinations({ action: 'redirect', destinations: [], mirrors }),
    ).toEqual(['redirected', 'copies to cart.shop:80']);
    expect(
      describeDestinations({
        action: 'direct-response',
        destinations: [],
        mirrors: [],
      }),
    ).toEqual(['answered by the proxy itself']);
  });
});

describe('describeRetries', () => {
  it.each([
    ['2 retries by default', effectiveRetries(undefined)],
    ['no retries', effectiveRetries({ attempts: 0 })],
    ['1 retry', effectiveRetries({ attempts: 1 })],
    [
      '3 retries, each within 2s',
      effectiveRetries({ attempts: 3, perTryTimeout: '2s' }),
    ],
  ])('says %s', (expected, retries) => {
    expect(describeRetries(retries)).toBe(expected);
  });
});

describe('describeRivals', () => {
  it('names those without effect, and those for a spelling of the host', () => {
    const other = { kind: 'VirtualService', namespace: 'shop', name: 'other' };
    expect(
      describeRivals({
        shadowed: [other],
        byOtherNames: [{ name: 'cart.shop', decidedBy: other }],
      }),
    ).toEqual([
      'VirtualService shop/other has routes for the host too, and no effect.',
      'Whoever calls it cart.shop follows VirtualService shop/other instead.',
    ]);
  });
});

describe('describeLimits', () => {
  it.each<
    [
      string[],
      {
        connectionPool?: ConnectionPoolSettings;
        outlierDetection?: OutlierDetection;
      },
    ]
  >([
    [[], {}],
    [
      ['at most 100 connections', 'at most 10 requests at once'],
      {
        connectionPool: {
          tcp: { maxConnections: 100 },
          http: { http2MaxRequests: 10, maxRetries: 0 },
        },
      },
    ],
    [
      [
        'an endpoint is left out for 30s after 5 errors (5xx) in a row, at most 10 % of them',
      ],
      { outlierDetection: {} },
    ],
    [
      [
        'an endpoint is left out for 1m after 3 gateway errors (502 to 504) in a row, at most 50 % of them',
      ],
      {
        outlierDetection: {
          consecutive5xxErrors: 0,
          consecutiveGatewayErrors: 3,
          baseEjectionTime: '1m',
          maxEjectionPercent: 50,
        },
      },
    ],
    [[], { outlierDetection: { consecutive5xxErrors: 0 } }],
  ])('says %j', (expected, limits) => {
    expect(describeLimits(limits)).toEqual(expected);
  });
});

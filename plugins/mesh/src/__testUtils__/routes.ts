import { TargetStatus } from '@onmesh/plugin-mesh-common';

/** A canary for most, one subset that is not there, and a port of which nothing is known. */
export const routes: TargetStatus['routes'] = [
  {
    service: 'checkout',
    port: 80,
    name: 'http',
    protocol: 'http',
    callers: ['shop', 'web'],
    state: 'known',
    reason: 'VirtualService shop/checkout has the host.',
    routes: [
      {
        when: 'if path starts with /v2',
        action: 'route',
        destinations: [
          {
            hostname: 'checkout.shop.svc.cluster.local',
            subset: 'v2',
            port: 80,
            percent: 100,
            dangling: 'subset-not-found',
            evidence: [],
          },
        ],
        mirrors: [],
      },
      {
        when: 'all other requests',
        action: 'route',
        destinations: [
          {
            hostname: 'checkout.shop.svc.cluster.local',
            subset: 'stable',
            port: 80,
            percent: 80,
            connectionPool: { tcp: { maxConnections: 100 } },
            evidence: [],
          },
          {
            hostname: 'checkout.shop.svc.cluster.local',
            subset: 'canary',
            port: 80,
            percent: 20,
            evidence: [],
          },
        ],
        mirrors: [],
        timeout: '3s',
        evidence: {
          kind: 'VirtualService',
          namespace: 'shop',
          name: 'checkout',
          field: 'spec.http[1]',
        },
      },
    ],
    shadowed: [{ kind: 'VirtualService', namespace: 'shop', name: 'younger' }],
    byOtherNames: [],
  },
  {
    service: 'checkout',
    port: 9000,
    protocol: 'tcp',
    callers: ['shop'],
    state: 'unknown',
    reason: 'Routes of TCP connections are not evaluated yet.',
    routes: [],
    shadowed: [],
    byOtherNames: [],
  },
];

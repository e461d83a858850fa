import { editDestinationRule, editVirtualService } from './editRoutes';

const routes = `kind: VirtualService
spec:
  hosts: [payment]
  http:
    - name: admin
      match: [{ uri: { prefix: /admin } }]
      timeout: 10s # long reports
      route: [{ destination: { host: payment } }]
    - route:
        - destination: { host: payment }
      retries:
        attempts: 1
        retryOn: 5xx
`;

describe('editVirtualService', () => {
  it('sets what the profile sets on every route, and keeps the rest', () => {
    expect(
      editVirtualService(routes, 0, {
        timeout: '2s',
        retries: { attempts: 3 },
      }),
    ).toBe(`kind: VirtualService
spec:
  hosts: [payment]
  http:
    - name: admin
      match: [{ uri: { prefix: /admin } }]
      timeout: "2s" # long reports
      route: [{ destination: { host: payment } }]
      retries:
        attempts: 3
    - route:
        - destination: { host: payment }
      retries:
        attempts: 3
        retryOn: 5xx
      timeout: "2s"
`);
  });

  it('says nothing more about retries than that there are none', () => {
    expect(
      editVirtualService(routes, 0, { retries: { attempts: 0 } }),
    ).toContain('      retries:\n        attempts: 0\n');
    expect(
      editVirtualService(routes, 0, { retries: { attempts: 0 } }),
    ).not.toContain('retryOn');
  });

  it('changes nothing that is right', () => {
    expect(editVirtualService(routes, 0, {})).toBe(routes);
    const once = editVirtualService(routes, 0, { timeout: '10s' });
    expect(editVirtualService(once, 0, { timeout: '10s' })).toBe(once);
  });
});

describe('editDestinationRule', () => {
  const rule = `spec:
  host: payment
  trafficPolicy:
    loadBalancer: { simple: LEAST_REQUEST }
    connectionPool:
      http: { maxRetries: 1 }
`;

  it('sets limits beside what others set', () => {
    expect(editDestinationRule(rule, 0, { maxConnections: 9 })).toBe(
      `${rule}      tcp:\n        maxConnections: 9\n`,
    );
  });

  it('sets limits where there are none', () => {
    expect(
      editDestinationRule('spec: { host: payment }\n', 0, {
        outlierDetection: { consecutive5xx: 5, ejectionTime: '30s' },
      }),
    ).toBe(
      'spec: { host: payment, trafficPolicy: { outlierDetection: { consecutive5xxErrors: 5, baseEjectionTime: "30s" } } }\n',
    );
  });
});

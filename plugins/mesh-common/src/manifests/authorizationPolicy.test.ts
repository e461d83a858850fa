import { decide } from '../istio/authorization';
import { defaultMeshSettings } from '../view/ClusterView';
import { toPods } from './policyAttachment';
import { authorizationPolicy } from './authorizationPolicy';

const policy = (dryRun = false) =>
  authorizationPolicy({
    name: 'payment',
    namespace: 'shop',
    attachment: toPods({ app: 'payment' }),
    dryRun,
    callers: [
      { namespace: 'shop', serviceAccount: 'checkout' },
      {
        namespace: 'jobs',
        serviceAccount: 'batch',
        methods: ['GET'],
        paths: ['/reports/*'],
        ports: [8080],
      },
    ],
  });

describe('authorizationPolicy', () => {
  it('writes one rule a caller, with what it may do', () => {
    expect(policy().spec?.rules).toEqual([
      {
        from: [
          { source: { principals: ['cluster.local/ns/shop/sa/checkout'] } },
        ],
      },
      {
        from: [{ source: { principals: ['cluster.local/ns/jobs/sa/batch'] } }],
        to: [
          {
            operation: {
              ports: ['8080'],
              methods: ['GET'],
              paths: ['/reports/*'],
            },
          },
        ],
      },
    ]);
  });

  it.each([
    ['checkout anywhere', 'shop/sa/checkout', 'POST', '/', 'allowed'],
    ['batch where it may', 'jobs/sa/batch', 'GET', '/reports/1', 'allowed'],
    ['batch elsewhere', 'jobs/sa/batch', 'GET', '/admin', 'denied'],
    ['somebody else', 'shop/sa/other', 'GET', '/', 'denied'],
    ['a namesake elsewhere', 'jobs/sa/checkout', 'GET', '/', 'denied'],
  ])(
    'means for %s what it says, in any trust domain',
    (_, who, method, path, verdict) => {
      for (const trustDomain of ['cluster.local', 'corp.example']) {
        const decision = decide({
          mesh: { ...defaultMeshSettings, trustDomain },
          point: {
            kind: 'sidecar',
            namespace: 'shop',
            labels: { app: 'payment' },
          },
          policies: [policy()],
          request: {
            source: { principal: `${trustDomain}/ns/${who}` },
            port: 8080,
            protocol: 'http',
            method,
            path,
          },
        });
        expect(decision.verdict).toBe(verdict);
      }
    },
  );

  it('refuses nobody while it is tried out', () => {
    expect(policy(true).metadata.annotations).toEqual({
      'istio.io/dry-run': 'true',
    });
    expect(policy().metadata.annotations).toBeUndefined();
  });
});

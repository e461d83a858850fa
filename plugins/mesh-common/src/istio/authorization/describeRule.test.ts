import { authorizationPolicy } from './__testUtils__/authorizationPolicy';
import {
  AuthorizationPolicySpec,
  AuthorizationRule,
} from './AuthorizationPolicy';
import { describeRule } from './describeRule';

function sentence(
  rule: AuthorizationRule,
  action?: AuthorizationPolicySpec['action'],
) {
  const provider = { name: 'opa' };
  return describeRule(authorizationPolicy('api', { action, provider }), rule);
}

describe('describeRule', () => {
  it.each<[string, AuthorizationRule]>([
    ['Anyone may send any request', {}],
    [
      'Service account payments/checkout may GET, POST /charge on port 8080',
      {
        from: [
          {
            source: { principals: ['cluster.local/ns/payments/sa/checkout'] },
          },
        ],
        to: [
          {
            operation: {
              methods: ['GET', 'POST'],
              paths: ['/charge'],
              ports: ['8080'],
            },
          },
        ],
      },
    ],
    [
      'Anyone may call port 8080 or call host shop.example on any port except 9090',
      {
        to: [
          { operation: { ports: ['8080'] } },
          { operation: { hosts: ['shop.example'], notPorts: ['9090'] } },
        ],
      },
    ],
    [
      'Service account payments/batch or service account reports/daily may send any request',
      { from: [{ source: { serviceAccounts: ['batch', 'reports/daily'] } }] },
    ],
    [
      'Service account a/b of trust domain other.example may call any path except /admin*',
      {
        from: [{ source: { principals: ['other.example/ns/a/sa/b'] } }],
        to: [{ operation: { notPaths: ['/admin*'] } }],
      },
    ],
    [
      'Anyone with a mesh identity or namespace reports with address 10.0.0.0/8 may send any request',
      {
        from: [
          { source: { principals: ['*'] } },
          { source: { namespaces: ['reports'], ipBlocks: ['10.0.0.0/8'] } },
        ],
      },
    ],
    [
      'Anyone except namespace legacy (plaintext callers included) may send any request',
      { from: [{ source: { notNamespaces: ['legacy'] } }] },
    ],
    [
      'Anyone may GET any path at host shop.example, when header x-team is a or b and claim groups is not guests',
      {
        to: [{ operation: { methods: ['GET'], hosts: ['shop.example'] } }],
        when: [
          { key: 'request.headers[x-team]', values: ['a', 'b'] },
          { key: 'request.auth.claims[groups]', notValues: ['guests'] },
        ],
      },
    ],
  ])('%s', (expected, rule) => {
    expect(sentence(rule)).toBe(expected);
  });

  it.each([
    ['DENY', 'Namespace a may not send any request'],
    ['AUDIT', 'It is recorded that namespace a asks to send any request'],
    [
      'CUSTOM',
      'Namespace a may send any request, if the external authorizer opa agrees',
    ],
  ] as const)('speaks of %s', (action, expected) => {
    const rule = { from: [{ source: { namespaces: ['a'] } }] };

    expect(sentence(rule, action)).toBe(expected);
  });
});

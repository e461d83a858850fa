import {
  AuthorizationPolicy,
  AuthorizationPolicySpec,
  AuthorizationSource,
} from '../../istio/authorization/AuthorizationPolicy';
import { ClusterView } from '../../view/ClusterView';
import { policyRules } from './policyRules';

function codes(spec: AuthorizationPolicySpec, trustDomain = 'cluster.local') {
  const policy: AuthorizationPolicy = {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: { name: 'callers', namespace: 'shop' },
    spec,
  };
  const view = new ClusterView({
    cluster: 'test',
    objects: [policy],
    mesh: { trustDomain },
  });
  return Object.entries(policyRules).flatMap(([code, rule]) =>
    rule(view).map(({ object }) => `${code} ${object.field}`),
  );
}

const from = (source: AuthorizationSource) => ({
  rules: [{ from: [{ source }] }],
});
const paths = (...values: string[]) => ({
  rules: [{ to: [{ operation: { paths: values } }] }],
});
const hosts = (...values: string[]) => ({
  rules: [{ to: [{ operation: { hosts: values } }] }],
});
const when = (key: string, ...values: string[]) => ({
  rules: [{ when: [{ key, values }] }],
});
const SOURCE = 'spec.rules[0].from[0].source';
const OPERATION = 'spec.rules[0].to[0].operation';

describe('a policy that works otherwise than it reads', () => {
  it.each([
    [paths('{**}'), [`ONM0651 ${OPERATION}.paths[0]`]],
    [paths('/ok', 'api/{*}'), [`ONM0651 ${OPERATION}.paths[1]`]],
    [from({ namespaces: ['*a'] }), [`ONM0652 ${SOURCE}.namespaces[0]`]],
    [from({ namespaces: ['*sa'] }), [`ONM0652 ${SOURCE}.namespaces[0]`]],
    [from({ notNamespaces: ['prod'] }), [`ONM0653 ${SOURCE}`]],
    [
      from({ principals: ['spiffe://cluster.local/ns/a/sa/b'] }),
      [`ONM0654 ${SOURCE}.principals[0]`],
    ],
    [
      from({ principals: ['cluster.local/ns/*/sa/b'] }),
      [`ONM0654 ${SOURCE}.principals[0]`],
    ],
    [from({ principals: ['*/*'] }), [`ONM0654 ${SOURCE}.principals[0]`]],
    [from({ principals: ['shop/web'] }), [`ONM0654 ${SOURCE}.principals[0]`]],
    [
      from({ remoteIpBlocks: ['10.0.0.0/8'] }),
      [`ONM0656 ${SOURCE}.remoteIpBlocks[0]`],
    ],
    [
      from({ ipBlocks: ['::ffff:10.0.0.1'] }),
      [`ONM0657 ${SOURCE}.ipBlocks[0]`],
    ],
    [paths('/a?b=c'), [`ONM0658 ${OPERATION}.paths[0]`]],
    [hosts('shop.example.com'), [`ONM0659 ${OPERATION}.hosts[0]`]],
    [
      from({ requestPrincipals: ['*/*'] }),
      [`ONM0660 ${SOURCE}.requestPrincipals[0]`],
    ],
    [
      from({ requestPrincipals: ['https://issuer'] }),
      [`ONM0660 ${SOURCE}.requestPrincipals[0]`],
    ],
    [
      when('connection.sni', 'Shop.example.com'),
      ['ONM0661 spec.rules[0].when[0].values[0]'],
    ],
  ])('is told: %j', (spec, expected) => {
    expect(codes(spec)).toEqual(expected);
  });

  it.each([
    [paths('/{**}', '/api/{*}/x', '/plain', '*')],
    [from({ namespaces: ['*-a', 'a', 'team-*', '*'] })],
    [from({ principals: ['*'], notNamespaces: ['prod'] })],
    [{ action: 'DENY' as const, ...from({ notPrincipals: ['*'] }) }],
    [
      from({
        principals: [
          'cluster.local/ns/a/sa/b',
          'cluster.local/ns/a/*',
          '*/sa/b',
          '*',
        ],
      }),
    ],
    [from({ ipBlocks: ['10.0.0.0/8', '::1', '2001:db8::/32'] })],
    [hosts('shop.example.com', 'shop.example.com:*', '*')],
    [
      from({
        requestPrincipals: ['https://issuer/sub', 'https://issuer/*', '*'],
      }),
    ],
    [when('connection.sni', 'shop.example.com')],
    [
      {
        selector: { matchLabels: { istio: 'ingressgateway' } },
        ...from({ remoteIpBlocks: ['10.0.0.0/8'] }),
      },
    ],
    [{}],
  ])('and one that works as it reads is not: %j', spec => {
    expect(codes(spec)).toEqual([]);
  });

  it('writes cluster.local where that stands for nothing', () => {
    const spec = from({
      principals: ['cluster.local/ns/shop/*', 'cluster.local/ns/shop/sa/web'],
      trustDomains: ['cluster.local'],
    });
    expect(codes(spec, 'prod.example')).toEqual([
      `ONM0655 ${SOURCE}.principals[0]`,
      `ONM0655 ${SOURCE}.trustDomains[0]`,
    ]);
    expect(codes(spec)).toEqual([]);
  });
});

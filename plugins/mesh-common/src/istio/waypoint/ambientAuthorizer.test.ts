import fc from 'fast-check';
import {
  AuthorizationPolicy,
  AuthorizationRequest,
  AuthorizationRule,
  decide,
} from '../authorization';
import { mesh } from '../authorization/__testUtils__/authorizationPolicy';
import { request, rule } from '../authorization/__testUtils__/rulesAndRequests';
import { AmbientSetup, ambientAuthorizer } from './ambientAuthorizer';
import { waypointPoint } from './waypointProxy';

const RUNS = 400;
const WAYPOINT = 'cluster.local/ns/payments/sa/gate';
const name = { namespace: 'payments', name: 'gate' };
const point = waypointPoint(name, [
  { kind: 'Service', namespace: 'payments', name: 'api' },
]);
const own = {
  kind: 'ztunnel' as const,
  namespace: 'payments',
  labels: { app: 'api' },
};

const letsThrough: AuthorizationRule = {
  from: [{ source: { principals: [WAYPOINT] } }],
};
const policy: fc.Arbitrary<AuthorizationPolicy> = fc.record({
  apiVersion: fc.constant('security.istio.io/v1'),
  kind: fc.constant('AuthorizationPolicy' as const),
  metadata: fc.record({
    name: fc.string({ minLength: 1, maxLength: 4 }),
    namespace: fc.constantFrom('payments', 'istio-system'),
  }),
  spec: fc.record(
    {
      action: fc.constantFrom('ALLOW' as const, 'DENY' as const),
      rules: fc.array(
        fc.oneof({ weight: 4, arbitrary: rule }, fc.constant(letsThrough)),
        { maxLength: 2 },
      ),
      targetRefs: fc.constant([{ kind: 'Service', name: 'api' }]),
    },
    { requiredKeys: ['action', 'rules'] },
  ),
});
const policies = fc.uniqueArray(policy, {
  maxLength: 5,
  selector: ({ metadata }) => metadata.namespace + metadata.name,
});

const setupOf = (of: readonly AuthorizationPolicy[]): AmbientSetup => ({
  mesh,
  policies: of,
  own,
  ways: [
    {
      label: 'Service api',
      waypoint: { point, proxy: { name, principals: [WAYPOINT] } },
      ports: [
        { port: 80, listening: 8080 },
        { port: 90, listening: 9090 },
      ],
    },
  ],
});

/** As it arrives at the workload, whose ports are others than those of the Service. */
const arriving = request.map((asked): AuthorizationRequest => ({
  ...asked,
  port: asked.port && { 80: 8080, 90: 9090 }[asked.port],
}));
const servicePort = (listening: number | undefined) =>
  listening && { 8080: 80, 9090: 90 }[listening];

describe('a request through a waypoint', () => {
  it('is allowed where both allow it, and denied where one denies it', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(policies, arriving, (of, asked) => {
        const first = decide({
          mesh,
          policies: of,
          point,
          request: { ...asked, port: servicePort(asked.port) },
        }).verdict;
        const second = decide({
          mesh,
          policies: of,
          point: own,
          request: { source: { principal: WAYPOINT }, port: asked.port },
        }).verdict;
        const { verdict } = ambientAuthorizer(setupOf(of)).decide(
          asked,
          'through',
        );
        const both = [first, second];
        const expected = both.includes('denied')
          ? 'denied'
          : both.find(one => one === 'unknown');
        seen.add(verdict);

        expect(verdict).toBe(expected ?? 'allowed');
      }),
      { numRuns: RUNS, seed: 1 },
    );
    expect([...seen].sort()).toEqual(['allowed', 'denied', 'unknown']);
  });

  it('is decided past it by the workload alone', () => {
    fc.assert(
      fc.property(policies, arriving, (of, asked) => {
        expect(
          ambientAuthorizer(setupOf(of)).decide(asked, 'past').verdict,
        ).toBe(
          decide({ mesh, policies: of, point: own, request: asked }).verdict,
        );
      }),
      { numRuns: RUNS, seed: 2 },
    );
  });

  it('has, where the way is not known, the verdict of both ways or none', () => {
    fc.assert(
      fc.property(policies, arriving, (of, asked) => {
        const { decide: ask } = ambientAuthorizer(setupOf(of));
        const through = ask(asked, 'through').verdict;
        const past = ask(asked, 'past').verdict;

        expect(ask(asked).verdict).toBe(through === past ? through : 'unknown');
      }),
      { numRuns: RUNS, seed: 3 },
    );
  });

  it('gets the same verdict in whatever order policies are given', () => {
    fc.assert(
      fc.property(policies, arriving, (of, asked) => {
        const verdictWith = (given: readonly AuthorizationPolicy[]) =>
          ambientAuthorizer(setupOf(given)).decide(asked).verdict;

        expect(verdictWith([...of].reverse())).toBe(verdictWith(of));
      }),
      { numRuns: RUNS, seed: 4 },
    );
  });

  it('is never allowed by one more DENY', () => {
    fc.assert(
      fc.property(policies, policy, arriving, (of, more, asked) => {
        const deny: AuthorizationPolicy = {
          ...more,
          metadata: { ...more.metadata, name: 'one-more' },
          spec: { ...more.spec, action: 'DENY' },
        };
        const verdictWith = (given: readonly AuthorizationPolicy[]) =>
          ambientAuthorizer(setupOf(given)).decide(asked, 'through').verdict;

        expect([verdictWith(of), verdictWith([...of, deny])]).not.toEqual([
          'denied',
          'allowed',
        ]);
      }),
      { numRuns: RUNS, seed: 5 },
    );
  });
});

describe('two Services of a workload', () => {
  const denyAll: AuthorizationPolicy = {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: { name: 'no', namespace: 'payments' },
    spec: {
      action: 'DENY',
      targetRefs: [{ kind: 'Service', name: 'api' }],
      rules: [{}],
    },
  };
  const setup = setupOf([denyAll]);
  const both = ambientAuthorizer({
    ...setup,
    ways: [
      ...setup.ways,
      { label: 'Service direct', ports: [{ port: 8080, listening: 8080 }] },
    ],
  });

  it('leave it to the Service that is called', () => {
    expect(both.decide({ port: 8080 }, 'through')).toMatchObject({
      verdict: 'unknown',
      dependsOn: ['way'],
      reason: expect.stringMatching(
        /^It depends on the way: through waypoint payments\/gate it is denied .*; by Service direct it is allowed/,
      ),
    });
  });

  it('agree on a port that only one of them leads to', () => {
    expect(both.decide({ port: 9090 }, 'through').verdict).toBe('denied');
  });
});

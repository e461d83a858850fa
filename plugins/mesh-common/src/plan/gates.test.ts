import { ProfileInput } from '../profile/Profile';
import { VersionTraffic } from '../observed/versionTraffic';
import { ObservedTraffic } from '../status/ObservedTraffic';
import {
  AccessRule,
  CallerVerdict,
  TargetStatus,
} from '../status/TargetStatus';
import { evaluateTarget } from '../status/evaluateTarget';
import {
  arrangeView,
  filesAfter,
  observed,
  plan,
  profile,
  target,
} from './__testUtils__/shop';
import { evaluateGates, GateContext } from './gates';
import { GateId } from './Plan';
import { viewAfter } from './viewAfter';

const inMesh = evaluateTarget({
  view: arrangeView({ proxied: true }),
  target,
  observed,
  catalogCallers: [],
});

const read = (
  id: GateId,
  status: Partial<TargetStatus> = {},
  input: Partial<ProfileInput> = {},
  before?: GateContext['before'],
) => {
  const [result] = evaluateGates(
    [id],
    { ...inMesh, ...status },
    { profile: profile(input), before },
  );
  return `${result.state}: ${result.reason}`;
};

const pods = (
  state: TargetStatus['enrolment']['state'],
  total: number,
  withProxy: number,
  withReadyProxy = withProxy,
): Partial<TargetStatus> => ({
  enrolment: {
    state,
    pods: { total, withProxy, withReadyProxy },
    reason: 'Because.',
    missing: state === 'enrolled' ? [] : ['A restart.'],
  },
});

const traffic = (over: Partial<TargetStatus['traffic']>) => ({
  traffic: { ...observed, ...over },
});

const seen = (mtls: boolean | undefined) => ({
  workload: 'batch',
  mtls,
  requestsPerSecond: 1,
});

const access = (
  callers: Partial<CallerVerdict>[],
  state: TargetStatus['access']['default'] = 'open',
) => ({
  access: {
    default: state,
    reason: 'Because.',
    rules: [],
    callers: callers.map((caller): CallerVerdict => ({
      caller: {
        label: 'checkout',
        namespace: 'shop',
        serviceAccount: 'checkout',
      },
      sources: ['observed'],
      verdict: 'allowed',
      reason: 'A rule names it.',
      ...caller,
    })),
  },
});

const POLICY = {
  kind: 'AuthorizationPolicy',
  namespace: 'shop',
  name: 'orders',
};

/** Callers and a rule in dry run, enforced by whom, and what proxies counted of it. */
const dryRun = (
  policies: ObservedTraffic['policies'],
  callers: Partial<CallerVerdict>[] = [{}],
  enforcedBy = 'sidecar',
  others: AccessRule[] = [],
): Partial<TargetStatus> => ({
  ...traffic({ policies }),
  access: {
    ...access(callers).access,
    rules: [
      {
        action: 'ALLOW',
        sentence: 'checkout may call.',
        dryRun: true,
        enforcedBy,
        evidence: POLICY,
      },
      ...others,
    ],
  },
});

const counted = (denied: number, allowed: number) => ({
  dryRunAllow: { denied, allowed },
});

const enforcedRule: AccessRule = {
  action: 'ALLOW',
  sentence: 'Monitoring may call.',
  dryRun: false,
  enforcedBy: 'sidecar',
  evidence: { ...POLICY, name: 'monitoring' },
};

const port = (
  number: number,
  accepts: TargetStatus['ports'][number]['accepts'],
): TargetStatus['ports'][number] => ({
  port: number,
  protocol: 'http',
  accepts,
  reason: 'Because.',
});

const byGit = (
  analysis?: NonNullable<ProfileInput['canary']>['analysis'],
): Partial<ProfileInput> => ({
  canary: {
    controller: 'none',
    versions: { stable: 'v1', canary: 'v2' },
    steps: [{ weight: 10, pause: 'manual' }],
    analysis,
  },
});

const served = (
  total: number,
  ready: number,
  withReadyProxy: number,
  version = 'v2',
) => ({ versions: [{ version, pods: { total, ready, withReadyProxy } }] });

const answered = (of: Partial<VersionTraffic>) =>
  traffic({
    versions: [{ version: 'v2', requestsPerSecond: 1, share: 0.1, ...of }],
  });

const wouldBeDenied = { verdict: 'denied' as const, reason: 'No rule.' };

describe('evaluateGates', () => {
  it.each<
    [
      GateId,
      RegExp,
      ...(Parameters<typeof read> extends [unknown, ...infer R] ? R : never),
    ]
  >([
    ['every-pod-has-a-ready-proxy', /^met/, pods('enrolled', 2, 2)],
    [
      'every-pod-has-a-ready-proxy',
      /^waiting: 1 of 2/,
      pods('enrolled', 2, 2, 1),
    ],
    [
      'every-pod-has-a-ready-proxy',
      /^waiting.*restart/,
      pods('pending-restart', 2, 0),
    ],
    ['every-pod-has-a-ready-proxy', /^waiting/, pods('unknown', 0, 0)],

    ['no-pod-has-a-proxy', /^met/, pods('not-enrolled', 2, 0)],
    ['no-pod-has-a-proxy', /^waiting: 1 of 2/, pods('partly', 2, 1)],
    ['no-pod-has-a-proxy', /^waiting: It is not known/, pods('unknown', 0, 0)],

    ['traffic-is-observed', /^met: Requests of 2 callers/],
    ['traffic-is-observed', /^waiting: No request/, traffic({ callers: [] })],
    ['traffic-is-observed', /^waiting: No metrics/, { traffic: undefined }],

    [
      'no-known-caller-would-be-denied',
      /^met: All 1 known caller /,
      access([{}]),
    ],
    ['no-known-caller-would-be-denied', /^met/, access([])],
    [
      'no-known-caller-would-be-denied',
      /^failed.*Take them onto the mesh/,
      access([{ verdict: 'denied', withoutProxy: true }]),
    ],
    [
      'no-known-caller-would-be-denied',
      /^failed.*checkout \(No rule\.\)/,
      access([{ ifEnforced: wouldBeDenied }]),
    ],
    [
      'no-known-caller-would-be-denied',
      /^failed/,
      access([{ verdict: 'denied' }]),
    ],
    [
      'no-known-caller-would-be-denied',
      /^met/,
      access([{ verdict: 'depends' }]),
    ],
    [
      'no-known-caller-would-be-denied',
      /^waiting: It is not known whether checkout/,
      access([{ verdict: 'unknown' }]),
    ],
    [
      'no-known-caller-would-be-denied',
      /^met: All 0/,
      access([{ ifEnforced: wouldBeDenied, sources: ['policy'] }]),
    ],
    [
      'no-known-caller-would-be-denied',
      /^waiting: No metrics/,
      { traffic: undefined, ...access([]) },
    ],
    [
      'no-known-caller-would-be-denied',
      /^failed/,
      {
        traffic: undefined,
        ...access([{ sources: ['catalog'], ifEnforced: wouldBeDenied }]),
      },
    ],

    [
      'no-known-caller-would-be-denied',
      /^met: .* The proxies counted the same: the dry run would have denied none of 1204 requests\.$/,
      dryRun(counted(0, 1204)),
    ],
    [
      'no-known-caller-would-be-denied',
      /^failed: The dry run would have denied 34 of 1204 requests to payment in the last 24h, as its proxies counted\. No known caller explains that\. So somebody calls who is not known, or in a way that is not\. .*rbac:debug.*wait for 24h/,
      dryRun(counted(34, 1170)),
    ],
    [
      'no-known-caller-would-be-denied',
      /^failed: .* It may be requests of checkout that the rules leave out\./,
      dryRun(counted(34, 1170), [{ verdict: 'depends' }]),
    ],
    [
      'no-known-caller-would-be-denied',
      /^failed: 1 known caller would be denied: .* stop calling\. The dry run would have denied 34 of 1204 requests/,
      dryRun(counted(34, 1170), [{ ifEnforced: wouldBeDenied }]),
    ],
    [
      'no-known-caller-would-be-denied',
      /^met: .* would have denied 34 of 1204 .* may be let in by AuthorizationPolicy shop\/monitoring, which is enforced/,
      dryRun(counted(34, 1170), [{}], 'sidecar', [enforcedRule]),
    ],
    [
      'no-known-caller-would-be-denied',
      /^failed: The dry run would have denied 34 of 1204/,
      dryRun(counted(34, 1170), [{}], 'waypoint shop/wp', [enforcedRule]),
    ],
    [
      'no-known-caller-would-be-denied',
      /^met: All 1 known caller would be allowed, as seen in the last 24h\. That is worked out and not measured: no proxy reports/,
      dryRun(undefined),
    ],
    [
      'no-known-caller-would-be-denied',
      /^met: .* not measured: no proxy reports/,
      dryRun({ enforced: { denied: 0 } }),
    ],
    [
      'no-known-caller-would-be-denied',
      /^met: .* not measured, as ztunnel has no dry run\.$/,
      dryRun({ enforced: { denied: 0, total: 12 } }, [{}], 'ztunnel'),
    ],
    [
      'no-known-caller-would-be-denied',
      /^met: .* the proxies tried the dry run on no request\.$/,
      dryRun(counted(0, 0)),
    ],
    [
      'no-known-caller-would-be-denied',
      /^waiting: It is not known whether checkout .* denied none of 9 requests\.$/,
      dryRun(counted(0, 9), [{ verdict: 'unknown' }]),
    ],
    // What is left of a dry run that is none any more.
    [
      'no-known-caller-would-be-denied',
      /^met: All 1 known caller would be allowed, as seen in the last 24h\.$/,
      { ...traffic({ policies: counted(34, 1170) }), ...access([{}]) },
    ],

    ['no-plaintext-caller', /^met: Every caller/],
    [
      'no-plaintext-caller',
      /^failed: batch came/,
      traffic({ callers: [seen(false)] }),
    ],
    [
      'no-plaintext-caller',
      /^waiting.*whether batch/,
      traffic({ callers: [seen(undefined)] }),
    ],
    ['no-plaintext-caller', /^waiting: No request/, traffic({ callers: [] })],
    ['no-plaintext-caller', /^waiting: No metrics/, { traffic: undefined }],
    [
      'no-plaintext-caller',
      /^failed: checkout comes from outside/,
      access([{ sources: ['service'], withoutProxy: true }]),
    ],
    [
      'no-plaintext-caller',
      /^failed: No pod of checkout has a proxy/,
      {
        traffic: undefined,
        ...access([{ sources: ['catalog'], withoutProxy: true }]),
      },
    ],
    [
      'no-plaintext-caller',
      /^met/,
      access([{ plaintext: false, withoutProxy: true }]),
    ],
    [
      'no-plaintext-caller',
      /^met/,
      access([{ sources: ['policy'], withoutProxy: true }]),
    ],
    [
      'no-plaintext-caller',
      /^met: batch came in plaintext; Port 9090/,
      traffic({ callers: [seen(false)] }),
      {
        mtls: {
          mode: 'strict',
          portExceptions: [{ port: 9090, mode: 'permissive' }],
        },
      },
    ],

    [
      'mtls-is-in-effect',
      /^met: Port 8080/,
      { ports: [port(8080, 'mtls-only')] },
    ],
    [
      'mtls-is-in-effect',
      /^waiting: Port 8080/,
      { ports: [port(8080, 'mtls-and-plaintext')] },
    ],
    ['mtls-is-in-effect', /^waiting/, { ports: [port(8080, 'unknown')] }],
    [
      'mtls-is-in-effect',
      /^met: Port 8080/,
      { ports: [port(8080, 'mtls-only'), port(9090, 'plaintext-only')] },
      {
        mtls: {
          mode: 'strict',
          portExceptions: [{ port: 9090, mode: 'disable' }],
        },
      },
    ],
    [
      'mtls-is-in-effect',
      /^met/,
      { ports: [port(8080, 'mtls-and-plaintext')] },
      { mtls: { mode: 'permissive' } },
    ],
    [
      'mtls-is-in-effect',
      /^waiting/,
      { ports: [port(8080, 'plaintext-only')] },
      { mtls: { mode: 'permissive' } },
    ],
    ['mtls-is-in-effect', /^met: There is no port/, { ports: [] }],
    ['mtls-is-in-effect', /^waiting/, { ports: [], mesh: 'none' }],

    ['policies-are-in-effect', /^met/, access([{}], 'closed')],
    [
      'policies-are-in-effect',
      /^waiting: Access is open/,
      access([{}], 'open'),
    ],
    [
      'policies-are-in-effect',
      /^waiting: Access is unknown/,
      access([], 'unknown'),
    ],
    [
      'policies-are-in-effect',
      /^waiting: checkout should be allowed/,
      access([{ verdict: 'denied' }], 'closed'),
    ],
    ['policies-are-in-effect', /^met/, access([], 'open'), { access: 'open' }],
    ['policies-are-in-effect', /^met/, access([], 'open'), { mesh: 'none' }],
    [
      'policies-are-in-effect',
      /^waiting/,
      access([], 'closed'),
      { mesh: 'none' },
    ],

    ['no-new-denials', /^met: 0 %/],
    ['no-new-denials', /^met: 1 %/, traffic({ forbiddenRate: 0.01 })],
    [
      'no-new-denials',
      /^failed.*not known that it was so before/,
      traffic({ forbiddenRate: 0.2 }),
    ],
    [
      'no-new-denials',
      /^met/,
      traffic({ forbiddenRate: 0.2 }),
      {},
      { ...observed, forbiddenRate: 0.2 },
    ],
    [
      'no-new-denials',
      /^failed.*5 % before/,
      traffic({ forbiddenRate: 0.2 }),
      {},
      { ...observed, forbiddenRate: 0.05 },
    ],
    [
      'no-new-denials',
      /^waiting: No request/,
      traffic({ forbiddenRate: undefined }),
    ],
    ['no-new-denials', /^waiting: No metrics/, { traffic: undefined }],
    [
      'no-new-denials',
      /^met: 20 % of requests .* all by the service itself: its proxies counted none that a policy denied\.$/,
      traffic({ forbiddenRate: 0.2, policies: { enforced: { denied: 0 } } }),
    ],
    [
      'no-new-denials',
      /^failed: 20 % of .*5 % before the change\. .* Policies denied 310 of them, as the proxies counted\.$/,
      traffic({ forbiddenRate: 0.2, policies: { enforced: { denied: 310 } } }),
      {},
      { ...observed, forbiddenRate: 0.05 },
    ],
    [
      'no-new-denials',
      /^met: 0.5 % of .*; policies denied 4 of them, as the proxies counted\.$/,
      traffic({ forbiddenRate: 0.005, policies: { enforced: { denied: 4 } } }),
    ],
    [
      'no-new-denials',
      /^met: ztunnel refused 0 % of connections in the last 24h\.$/,
      traffic({
        forbiddenRate: undefined,
        policies: { enforced: { denied: 0, total: 120 } },
      }),
    ],
    [
      'no-new-denials',
      /^failed: ztunnel refused 10 % of connections in the last 24h, 0 % before the change\./,
      traffic({
        forbiddenRate: 0,
        policies: { enforced: { denied: 12, total: 120 } },
      }),
      {},
      { ...observed, policies: { enforced: { denied: 0, total: 100 } } },
    ],
    [
      'no-new-denials',
      /^met: ztunnel refused 10 % of connections/,
      traffic({
        forbiddenRate: undefined,
        policies: { enforced: { denied: 12, total: 120 } },
      }),
      {},
      { ...observed, policies: { enforced: { denied: 10, total: 100 } } },
    ],
    [
      'no-new-denials',
      /^waiting: No request was seen/,
      traffic({
        forbiddenRate: undefined,
        policies: { enforced: { denied: 0, total: 0 } },
      }),
    ],
    // Of TCP there is no answer that could be 403.
    [
      'no-new-denials',
      /^met: Policies denied no connection in the last 24h, as the proxies counted\.$/,
      traffic({
        forbiddenRate: undefined,
        policies: { enforced: { denied: 0 } },
      }),
    ],
    [
      'no-new-denials',
      /^failed: Policies denied 7 connections in the last 24h, 2 before the change\. See whom/,
      traffic({
        forbiddenRate: undefined,
        policies: { enforced: { denied: 7 } },
      }),
      {},
      { ...observed, policies: { enforced: { denied: 2 } } },
    ],
    [
      'no-new-denials',
      /^waiting: No request was seen/,
      traffic({
        forbiddenRate: undefined,
        callers: [],
        policies: { enforced: { denied: 0 } },
      }),
    ],

    ['delivery-is-healthy', /^waiting: No delivery controller/],
    [
      'delivery-is-healthy',
      /^met/,
      {
        delivery: {
          ...inMesh.delivery,
          controller: 'argo-rollouts',
          phase: 'Healthy',
        },
      },
    ],
    [
      'delivery-is-healthy',
      /^waiting/,
      {
        delivery: {
          ...inMesh.delivery,
          controller: 'argo-rollouts',
          phase: 'Paused',
        },
      },
    ],
    [
      'delivery-is-healthy',
      /^failed/,
      {
        delivery: {
          ...inMesh.delivery,
          controller: 'argo-rollouts',
          phase: 'Degraded',
        },
      },
    ],

    [
      'new-version-is-ready',
      /^waiting: No pod behind the Service has the label version: v2 yet/,
      {},
      byGit(),
    ],
    [
      'new-version-is-ready',
      /^waiting: No pod/,
      served(2, 2, 2, 'v3'),
      byGit(),
    ],
    [
      'new-version-is-ready',
      /^waiting: Of 2 pods of version v2, 1 is ready and 2 have a ready proxy/,
      served(2, 1, 2),
      byGit(),
    ],
    ['new-version-is-ready', /^waiting.*0 have/, served(2, 2, 0), byGit()],
    ['new-version-is-ready', /^met: 2 pods/, served(2, 2, 2), byGit()],

    [
      'new-version-is-healthy',
      /^waiting: No metrics/,
      { traffic: undefined },
      byGit(),
    ],
    [
      'new-version-is-healthy',
      /^waiting: No request to version v2 was seen in the last 24h/,
      answered({ version: 'v1', share: 1 }),
      byGit(),
    ],
    [
      'new-version-is-healthy',
      /^met: Version v2 answered 10 % of the requests in the last 24h, 99.5 % of these without a server error, 99 of a hundred within 120 ms\.$/,
      answered({ successRate: 0.995, p99Ms: 120 }),
      byGit({ minSuccessRate: 99.5, maxP99Ms: 120 }),
    ],
    [
      'new-version-is-healthy',
      /^failed: .* 99.4 % of these without a server error, where the profile asks for 99.5 %/,
      answered({ successRate: 0.994, p99Ms: 120 }),
      byGit({ minSuccessRate: 99.5 }),
    ],
    [
      'new-version-is-healthy',
      /^failed: .*slower than 121 ms, where the profile asks for 120 ms/,
      answered({ successRate: 1, p99Ms: 121 }),
      byGit({ maxP99Ms: 120 }),
    ],
    [
      'new-version-is-healthy',
      /^waiting: .*not known how many of them failed/,
      answered({}),
      byGit({ minSuccessRate: 99 }),
    ],
    [
      'new-version-is-healthy',
      /^waiting: .*not known how fast/,
      answered({ successRate: 1 }),
      byGit({ maxP99Ms: 120 }),
    ],
    ['new-version-is-healthy', /^met/, answered({ successRate: 0.5 }), byGit()],
  ])('%s can be %s', (id, expected, ...rest) => {
    expect(read(id, ...rest)).toMatch(expected);
  });

  it.each<[string, GateId, Partial<TargetStatus>, true | undefined]>([
    ['no metrics', 'traffic-is-observed', { traffic: undefined }, true],
    ['no metrics', 'no-plaintext-caller', { traffic: undefined }, true],
    ['no metrics', 'no-new-denials', { traffic: undefined }, true],
    ['silence', 'traffic-is-observed', traffic({ callers: [] }), true],
    ['silence of a version', 'new-version-is-healthy', traffic({}), true],
    ['a version not there', 'new-version-is-ready', {}, undefined],
    ['silence', 'no-plaintext-caller', traffic({ callers: [] }), true],
    [
      'a connection of unknown kind',
      'no-plaintext-caller',
      traffic({ callers: [seen(undefined)] }),
      true,
    ],
    [
      'a pod without a proxy',
      'every-pod-has-a-ready-proxy',
      pods('enrolled', 2, 1),
      undefined,
    ],
    ['an answer', 'traffic-is-observed', {}, undefined],
  ])('tells %s from what will be known: %s', (_, id, status, unknown) => {
    const [result] = evaluateGates(
      [id],
      { ...inMesh, ...status },
      { profile: profile() },
    );
    expect(result.unknown).toBe(unknown);
  });

  it('finds the gates of each stage met in the cluster that the stage leads to', () => {
    const whole = plan();
    let view = arrangeView();
    for (const stage of whole.stages) {
      view = viewAfter(view, target, stage.files);
      const status = evaluateTarget({
        view,
        target,
        observed,
        catalogCallers: [],
      });
      const results = evaluateGates(stage.gates, status, {
        profile: whole.profile,
      });
      expect(results.map(({ state }) => state)).toEqual(
        stage.gates.map(() => 'met'),
      );
    }
  });

  it('finds the gates of leaving met once left', () => {
    const joined = filesAfter(plan());
    const leaving = plan({ mesh: 'none' }, { files: joined });
    let view = arrangeView({
      proxied: true,
      manifests: [...joined.values()].filter(text => text !== ''),
    });
    for (const stage of leaving.stages) {
      view = viewAfter(view, target, stage.files);
      const status = evaluateTarget({
        view,
        target,
        observed,
        catalogCallers: [],
      });
      const context = { profile: leaving.profile };
      expect(
        evaluateGates(stage.gates, status, context).map(({ state }) => state),
      ).toEqual(stage.gates.map(() => 'met'));
    }
  });
});

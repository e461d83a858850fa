import fc from 'fast-check';
import { parse } from 'yaml';
import { Profile } from '../profile/Profile';
import { evaluateTarget } from '../status/evaluateTarget';
import { validateObject } from '../validation';
import { ClusterView } from '../view/ClusterView';
import { anyAmbientProfile } from './__testUtils__/anyProfile';
import { crdErrors, schemasAreThere } from './__testUtils__/crdSchemas';
import {
  arrangeView,
  deployment,
  files,
  filesAfter,
  filesWithNamespace,
  folder,
  gatewayPod,
  observed,
  plan,
  profile,
  service,
  target,
  withoutProtocols,
} from './__testUtils__/shop';
import { evaluateGates } from './gates';
import { Plan } from './Plan';
import { PlanError } from './PlanError';
import { planStages } from './planStages';
import { viewAfter } from './viewAfter';

/** What a cluster, or the webhook of a kind, would refuse. */
const refusals = (object: unknown) =>
  validateObject(object).filter(({ severity }) => severity === 'error');

// Each run plans several times.
const RUNS = 30;

const mesh = 'istio-ambient';
const ids = ({ stages }: Plan) => stages.map(({ id }) => id);
const object = (p: Plan, stage: number, kind: string) =>
  parse(
    p.stages[stage].files.find(
      ({ path }) => path === `${folder}/payment.${kind}.yaml`,
    )?.after ?? '',
  );
const reads = [
  { namespace: 'shop', serviceAccount: 'checkout', methods: ['GET' as const] },
  { namespace: 'shop', serviceAccount: 'orders' },
];
const planFor = (p: Profile, before = filesWithNamespace) =>
  planStages({
    profile: p,
    view: arrangeView({ others: [gatewayPod] }),
    target,
    observed,
    catalogCallers: [],
    folder,
    files: before,
  });

describe('joining by ambient', () => {
  it('takes a label, and no waypoint where rules are about connections only', () => {
    const simple = plan({ mesh });
    expect(ids(simple)).toEqual([
      'join',
      'authorize-dry-run',
      'encrypt',
      'authorize',
    ]);
    expect(simple.stages[0].files[0].after).toBe(
      deployment.replace(
        '        version: v1\n',
        '        version: v1\n        istio.io/dataplane-mode: ambient\n',
      ),
    );
    expect(object(simple, 3, 'authorization-policy').spec).toMatchObject({
      selector: { matchLabels: { app: 'payment' } },
    });
  });

  it('neither labels nor restarts the pods of a namespace that is in ambient', () => {
    const view = arrangeView({
      namespaceLabels: { 'istio.io/dataplane-mode': 'ambient' },
    });
    const [first] = plan({ mesh }, { view }).stages;
    expect(first.files.map(({ path }) => path)).toEqual([
      `${folder}/payment.peer-authentication.yaml`,
    ]);
    expect(first.effects.restarts).toBe(false);
  });

  it('puts a waypoint before the Service where requests have to be read', () => {
    const whole = plan({ mesh, callers: reads });
    expect(ids(whole)).toEqual([
      'join',
      'waypoint',
      'authorize-dry-run',
      'encrypt',
      'authorize',
    ]);
    expect(object(whole, 1, 'waypoint')).toMatchObject({
      metadata: { name: 'payment-waypoint' },
      spec: { gatewayClassName: 'istio-waypoint' },
    });
    expect(
      whole.stages[1].files.find(({ path }) => path.endsWith('/service.yaml'))
        ?.after,
    ).toContain('istio.io/use-waypoint');
  });

  it('lets only the waypoint and who needs no look into requests go to the pods', () => {
    const whole = plan({ mesh, callers: reads });
    const principals = ['payment-waypoint', 'orders'].map(
      name => `cluster.local/ns/shop/sa/${name}`,
    );
    expect(object(whole, 4, 'authorization-policy').spec.rules).toEqual(
      principals.map(name => ({ from: [{ source: { principals: [name] } }] })),
    );
    expect(object(whole, 4, 'waypoint-authorization-policy').spec).toEqual({
      targetRefs: [{ group: '', kind: 'Service', name: 'payment' }],
      action: 'ALLOW',
      rules: [
        {
          from: [
            { source: { principals: ['cluster.local/ns/shop/sa/checkout'] } },
          ],
          to: [{ operation: { methods: ['GET'] } }],
        },
        {
          from: [
            { source: { principals: ['cluster.local/ns/shop/sa/orders'] } },
          ],
        },
      ],
    });
  });

  it('writes the ports of the Service at the waypoint, and those of the pods for the pods', () => {
    const whole = plan({
      mesh,
      callers: [
        { ...reads[0], ports: [8080] },
        { ...reads[1], ports: [8080] },
      ],
    });
    expect(
      object(whole, 4, 'waypoint-authorization-policy').spec.rules[0].to,
    ).toEqual([{ operation: { ports: ['80'], methods: ['GET'] } }]);
    expect(object(whole, 4, 'authorization-policy').spec.rules[1].to).toEqual([
      { operation: { ports: ['8080'] } },
    ]);
  });

  it('uses the waypoint that the Service has already', () => {
    const shared = {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: { name: 'shared', namespace: 'shop' },
      spec: {
        gatewayClassName: 'istio-waypoint',
        listeners: [{ name: 'mesh', port: 15008, protocol: 'HBONE' }],
      },
    };
    const view = arrangeView({
      namespaceLabels: { 'istio.io/use-waypoint': 'shared' },
      others: [shared],
    });
    const whole = plan({ mesh }, { view });
    expect(ids(whole)).not.toContain('waypoint');
    expect(
      object(whole, 3, 'authorization-policy').spec.rules[0].from[0].source,
    ).toEqual({ principals: ['cluster.local/ns/shop/sa/shared'] });
  });

  it('denies no caller between a policy for connections and one for requests', () => {
    const before = plan({ mesh });
    const joined = filesAfter(before);
    let view = arrangeView();
    for (const { files: changed } of before.stages) {
      view = viewAfter(view, target, changed);
    }
    const change = plan({ mesh, callers: reads }, { view, files: joined });
    expect(ids(change)).toEqual(['waypoint', 'authorize']);
    expect(
      change.stages[0].effects.callers
        .filter(({ caller }) => caller.serviceAccount !== 'payment-waypoint')
        .map(({ after }) => after),
    ).not.toContain('denied');
  });
});

describe('in ambient', () => {
  it.each([
    [
      'a port without mutual TLS',
      () =>
        plan({
          mesh,
          mtls: {
            mode: 'strict',
            portExceptions: [{ port: 8080, mode: 'disable' }],
          },
        }),
      /must be permissive in ambient/,
    ],
    [
      'a workload with sidecars',
      () => plan({ mesh }, { view: arrangeView({ proxied: true }) }),
      /first leave the mesh/,
    ],
    [
      'a namespace that gives sidecars',
      () =>
        plan(
          { mesh },
          {
            view: arrangeView({
              namespaceLabels: { 'istio-injection': 'enabled' },
            }),
          },
        ),
      /they get a sidecar/,
    ],
    [
      'a canary judged by what the waypoint cannot measure',
      () =>
        plan({
          mesh,
          canary: {
            steps: [{ weight: 10, pause: '30m' }],
            analysis: { minSuccessRate: 99 },
          },
        }),
      /the waypoint measures requests/,
    ],
    [
      'rules about requests without a Service',
      () =>
        plan(
          { mesh, callers: reads },
          {
            view: arrangeView({ manifests: [deployment] }),
            files: new Map([[`${folder}/deployment.yaml`, deployment]]),
          },
        ),
      /has no Service with an address/,
    ],
    [
      'rules about requests with a Service that is not in the folder',
      () =>
        plan(
          { mesh, callers: reads },
          { files: new Map([[`${folder}/deployment.yaml`, deployment]]) },
        ),
      /not in the folder/,
    ],
  ])('%s is refused', (_, make, message) => {
    expect(make).toThrow(message);
  });

  it('a workload is not given a sidecar before it left', () => {
    const joined = filesAfter(plan({ mesh }));
    expect(() => plan({}, { files: joined })).toThrow(PlanError);
  });

  it('the gates of each stage are met in the cluster that the stage leads to', () => {
    const whole = plan({ mesh, callers: reads });
    let view = arrangeView();
    for (const stage of whole.stages) {
      view = viewAfter(view, target, stage.files);
      const status = evaluateTarget({
        view,
        target,
        observed,
        catalogCallers: [],
      });
      expect(status.mesh).toBe('istio-ambient');
      // That a waypoint runs is known only of one that a cluster has.
      const gates = stage.gates.filter(id => id !== 'waypoint-is-ready');
      expect(
        evaluateGates(gates, status, { profile: whole.profile }).filter(
          ({ state }) => state !== 'met',
        ),
      ).toEqual([]);
    }
  });

  it('the waypoint is waited for until a pod of it is ready', () => {
    const [first, second] = plan({ mesh, callers: reads }).stages;
    const joined = [first, second].reduce(
      (view, stage) => viewAfter(view, target, stage.files),
      arrangeView(),
    );
    const reading = (pods: { ready: string }[]) => {
      const status = evaluateTarget({
        view: new ClusterView({
          cluster: 'east',
          objects: [
            ...joined
              .objects()
              .map(o =>
                o.kind === 'Gateway'
                  ? { ...o, status: { addresses: [{ value: '10.0.0.1' }] } }
                  : o,
              ),
            ...pods.map(({ ready }, i) => ({
              apiVersion: 'v1',
              kind: 'Pod',
              metadata: {
                name: `payment-waypoint-${i}`,
                namespace: 'shop',
                labels: {
                  'gateway.networking.k8s.io/gateway-name': 'payment-waypoint',
                },
              },
              spec: { serviceAccountName: 'payment-waypoint' },
              status: { conditions: [{ type: 'Ready', status: ready }] },
            })),
          ],
        }),
        target,
        catalogCallers: [],
      });
      return evaluateGates(['waypoint-is-ready'], status, {
        profile: profile({ mesh }),
      })[0];
    };
    expect(reading([])).toMatchObject({ state: 'waiting' });
    expect(reading([{ ready: 'False' }])).toMatchObject({ state: 'waiting' });
    expect(reading([{ ready: 'True' }])).toMatchObject({ state: 'met' });
  });
});

describe('leaving ambient', () => {
  it('opens up first, and then goes without a trace', () => {
    const joined = filesAfter(plan({ mesh, callers: reads }));
    const leaving = plan({ mesh: 'none' }, { files: joined });
    expect(ids(leaving)).toEqual(['leave', 'leave']);
    expect(filesAfter(leaving, joined)).toEqual(files);
  });

  it('keeps the pods out where the namespace takes everybody in', () => {
    const view = arrangeView({
      namespaceLabels: { 'istio.io/dataplane-mode': 'ambient' },
    });
    const joined = filesAfter(plan({ mesh }, { view }));
    const leaving = plan({ mesh: 'none' }, { view, files: joined });
    expect(
      filesAfter(leaving, joined).get(`${folder}/deployment.yaml`),
    ).toContain('istio.io/dataplane-mode: none');
  });

  it('leaves the labels of a Service as they were', () => {
    const labelled = service.replace(
      '  name: payment\n',
      '  name: payment\n  labels:\n    team: money # theirs\n',
    );
    const before = new Map(files).set(`${folder}/service.yaml`, labelled);
    const joined = filesAfter(
      plan({ mesh, callers: reads }, { files: before }),
      before,
    );
    const left = plan({ mesh: 'none' }, { files: joined });
    expect(filesAfter(left, joined)).toEqual(before);
  });
});

describe('any accepted profile for ambient', () => {
  it('is planned once, goes on from any stage to the same end, and is left without a trace', () => {
    fc.assert(
      fc.property(anyAmbientProfile, fc.nat(7), (p, done) => {
        const whole = planFor(p);
        const after = filesAfter(whole, filesWithNamespace);
        expect(planFor(p, after).stages).toEqual([]);
        const midway = filesAfter(whole, filesWithNamespace, done);
        expect(filesAfter(planFor(p, midway), midway)).toEqual(after);
        const left = planFor(profile({ mesh: 'none' }), after);
        // A namespace that joined stays for its other workloads.
        fc.pre(p.enrolment?.scope !== 'namespace');
        expect(withoutProtocols(filesAfter(left, after))).toEqual(
          filesWithNamespace,
        );
      }),
      { numRuns: RUNS },
    );
  });
});

(schemasAreThere ? describe : describe.skip)('an API server', () => {
  it('takes every object of any profile for ambient, and drops no field', () => {
    fc.assert(
      fc.property(anyAmbientProfile, p => {
        const generated = planFor(p)
          .stages.flatMap(s => s.files)
          .filter(f => f.path.startsWith(`${folder}/payment.`))
          .map(f => parse(f.after ?? ''));
        expect(generated.flatMap(crdErrors)).toEqual([]);
        expect(generated.flatMap(refusals)).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });
});

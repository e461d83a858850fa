import { parse } from 'yaml';
import { isEditedByHand } from '../manifests/managed';
import { evaluateTarget } from '../status/evaluateTarget';
import {
  arrangeView,
  deployment,
  files,
  filesAfter,
  folder,
  gatewayPod,
  observed,
  plan,
  service,
  target,
} from './__testUtils__/shop';
import { describeProtocol } from './describeProtocol';
import { Plan } from './Plan';
import { viewAfter } from './viewAfter';

const ids = ({ stages }: Plan) => stages.map(({ id }) => id);
const path = (kind: string) => `${folder}/payment.${kind}.yaml`;
const view = arrangeView({ others: [gatewayPod] });
const ingress = { hosts: ['pay.example.com'] };
const flagger = {
  controller: 'flagger' as const,
  steps: [{ weight: 10, pause: '5m' }],
};
const argo = { steps: [{ weight: 10, pause: '5m' }] };
const namespace =
  'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop # everybody\n';

describe('ingress', () => {
  it('makes the gateway a caller, and lets requests in after that', () => {
    const whole = plan({ ingress }, { view });
    expect(ids(whole).slice(-2)).toEqual(['authorize', 'ingress']);
    const policy = filesAfter(whole).get(path('authorization-policy'));
    expect(policy).toContain(
      'cluster.local/ns/istio-system/sa/istio-ingressgateway',
    );
  });

  it('is shut before its gateway is refused', () => {
    const before = filesAfter(plan({ ingress }, { view }));
    const after = plan({}, { view, files: before });
    expect(ids(after)).toEqual(['ingress', 'authorize']);
    expect(filesAfter(after, before)).toEqual(filesAfter(plan()));
  });

  it.each([
    ['no gateway is there', [], /has no pod with the label/],
    [
      'there are several',
      [
        gatewayPod,
        {
          ...gatewayPod,
          metadata: { ...gatewayPod.metadata, namespace: 'edge' },
        },
      ],
      /several gateways, edge\/istio-ingressgateway and istio-system/,
    ],
  ])('is refused where %s', (_, others, message) => {
    expect(() => plan({ ingress }, { view: arrangeView({ others }) })).toThrow(
      message,
    );
  });

  it('comes by the gateway that the profile names, if it is there', () => {
    const named = (serviceAccount: string) =>
      plan(
        {
          ingress: {
            ...ingress,
            gateway: { namespace: 'istio-system', serviceAccount },
          },
        },
        { view },
      );
    expect(ids(named('istio-ingressgateway'))).toContain('ingress');
    expect(() => named('other')).toThrow('Correct ingress.gateway');
  });
});

describe('egress', () => {
  it('is known before a proxy stands in the way, and restricted last', () => {
    const whole = plan({
      egress: { hosts: ['api.bank.example'], onlyListed: true },
    });
    expect(ids(whole)[0]).toBe('egress');
    expect(whole.stages.at(-1)?.files.map(f => f.path)).toEqual([
      path('sidecar'),
    ]);
  });

  it('is let go with its restriction, in one', () => {
    const before = filesAfter(
      plan({ egress: { hosts: ['api.bank.example'], onlyListed: true } }),
    );
    expect(ids(plan({}, { files: before }))).toEqual(['egress']);
  });
});

describe('a namespace that is enrolled', () => {
  const enrolment = { scope: 'namespace' as const };
  const withNamespace = new Map(files).set(
    `${folder}/namespace.yaml`,
    namespace,
  );

  it('has its manifest labelled', () => {
    const [join] = plan({ enrolment }, { files: withNamespace }).stages;
    expect(join.files.find(f => f.path.endsWith('namespace.yaml'))?.after).toBe(
      `${namespace}  labels:\n    istio-injection: enabled\n`,
    );
  });

  it('is captured by ambient without a restart', () => {
    const whole = plan(
      { mesh: 'istio-ambient', enrolment },
      { files: withNamespace },
    );
    expect(whole.stages[0].effects.restarts).toBe(false);
    const status = evaluateTarget({
      view: viewAfter(arrangeView(), target, whole.stages[0].files),
      target,
      observed,
      catalogCallers: [],
    });
    expect(status.mesh).toBe('istio-ambient');
  });

  it.each([
    ['its manifest is not there', files, /is not in the folder/],
    [
      'its labels say otherwise',
      new Map(files).set(
        `${folder}/namespace.yaml`,
        `${namespace}  labels:\n    istio.io/rev: canary\n`,
      ),
      /would fight with istio-injection: enabled/,
    ],
  ])('is refused where %s', (_, before, message) => {
    expect(() => plan({ enrolment }, { files: before })).toThrow(message);
  });
});

describe('a revision', () => {
  const mesh = {
    revisions: ['default', '1-30'],
    revisionTags: { prod: '1-30' },
  };
  const enrolment = { revision: 'prod' };

  it('is asked for by the pods, and not any more once they leave', () => {
    const at = { view: arrangeView({ mesh }) };
    const joined = filesAfter(plan({ enrolment }, at));
    expect(joined.get(`${folder}/deployment.yaml`)).toContain(
      '        sidecar.istio.io/inject: "true"\n        istio.io/rev: prod\n',
    );
    const leaving = plan({ mesh: 'none' }, { ...at, files: joined });
    expect(filesAfter(leaving, joined)).toEqual(files);
  });

  it('is refused where labels of the namespace come first', () => {
    expect(() =>
      plan(
        { enrolment },
        {
          view: arrangeView({
            mesh,
            namespaceLabels: { 'istio-injection': 'enabled' },
          }),
        },
      ),
    ).toThrow(/of revision default and not of prod/);
  });
});

describe('a canary by Flagger', () => {
  it('takes the routes over only after ours are gone', () => {
    const before = filesAfter(plan({ traffic: { timeout: '5s' } }));
    const change = plan(
      { traffic: { timeout: '5s' }, canary: flagger },
      { files: before },
    );
    expect(change.stages.map(({ title }) => title)).toEqual([
      'Leave the routes to Flagger',
      'Let Flagger shift traffic to new versions',
    ]);
    const canary = parse(
      filesAfter(change, before).get(path('flagger-canary')) ?? '',
    );
    expect(canary.spec.service.timeout).toBe('5s');
  });

  it('gives the pods back before Argo Rollouts gets them, and the other way round', () => {
    const byFlagger = filesAfter(plan({ canary: flagger }));
    const toArgo = plan({ canary: argo }, { files: byFlagger });
    expect(toArgo.stages.map(({ title }) => title)).toEqual([
      'Take the pods back from Flagger',
      'Let a Rollout run pods beside the Deployment',
      'Shift traffic to new versions step by step',
    ]);
    const byArgo = filesAfter(toArgo, byFlagger);
    const toFlagger = plan({ canary: flagger }, { files: byArgo });
    expect(toFlagger.stages.map(({ title }) => title)).toEqual([
      'Let the Deployment run the pods again',
      'Remove the Rollout',
      'Leave the routes to Flagger',
      'Let Flagger shift traffic to new versions',
    ]);
    expect(filesAfter(toFlagger, byArgo)).toEqual(byFlagger);
  });
});

describe('a file that was changed by hand', () => {
  const before = filesAfter(plan());
  const written = before.get(path('peer-authentication')) ?? '';
  const edited = written.replace('STRICT', 'DISABLE');

  it('is told from one that was not', () => {
    expect(isEditedByHand(written)).toBe(false);
    expect(isEditedByHand(edited)).toBe(true);
    expect(isEditedByHand(deployment)).toBe(false);
  });

  it('is put right, and the plan says so', () => {
    const again = plan(
      {},
      { files: new Map(before).set(path('peer-authentication'), edited) },
    );
    expect(ids(again)).toEqual(['encrypt']);
    expect(again.riskReasons).toContain(
      `${path('peer-authentication')} was changed by hand since Onmesh wrote it, and the plan overwrites that.`,
    );
  });
});

describe('ports', () => {
  const nameless = new Map(files).set(
    `${folder}/service.yaml`,
    service.replace('    - name: http\n', '    - name: web # the shop\n'),
  );
  const silent = arrangeView({
    manifests: [deployment, nameless.get(`${folder}/service.yaml`) ?? ''],
  });
  const ask = (protocol: 'http' | 'grpc' | 'tcp', before = nameless) =>
    plan(
      { ports: [{ port: 8080, protocol }] },
      { view: silent, files: before },
    );

  it('are told to proxies in the Service, in one line, when the pods join', () => {
    const [join] = ask('http').stages;
    expect(join.id).toBe('join');
    expect(
      join.files.find(({ path: at }) => at.endsWith('service.yaml'))?.after,
    ).toBe(
      nameless
        .get(`${folder}/service.yaml`)
        ?.replace('8080\n', '8080\n      appProtocol: http\n'),
    );
    expect(join.effects.protocols).toEqual([
      { port: 8080, before: 'unknown', after: 'http' },
    ]);
    expect(describeProtocol(join.effects.protocols![0])).toBe(
      'Port 8080 is taken for HTTP; before, for whatever a proxy finds when it looks at the first bytes.',
    );
  });

  it.each([
    ['by name', files],
    ['by an earlier plan', filesAfter(ask('http'), nameless)],
  ])('are left alone where the Service says so %s', (_, before) => {
    const p = plan(
      { ports: [{ port: 8080, protocol: 'http' }] },
      { files: before },
    );
    expect(
      p.stages.flatMap(s => s.files).some(f => f.path.endsWith('service.yaml')),
    ).toBe(false);
    expect(p.stages.every(({ effects }) => !effects.protocols)).toBe(true);
  });

  it('have a stage of their own where the pods are on the mesh already', () => {
    const joined = filesAfter(
      plan({}, { files: nameless, view: silent }),
      nameless,
    );
    const p = plan(
      { ports: [{ port: 8080, protocol: 'grpc' }] },
      {
        files: joined,
        view: arrangeView({
          proxied: true,
          manifests: [
            joined.get(`${folder}/deployment.yaml`) ?? '',
            joined.get(`${folder}/service.yaml`) ?? '',
          ],
        }),
      },
    );
    expect(p.stages.map(({ title }) => title)).toEqual([
      'Say what the ports speak',
    ]);
  });

  it('that are not HTTP can have no routes, whatever the Service is called', () => {
    expect(() =>
      plan(
        {
          ports: [{ port: 8080, protocol: 'tcp' }],
          traffic: { timeout: '1s' },
        },
        {},
      ),
    ).toThrow('has no HTTP port');
  });

  it('are refused where no Service of the folder leads there', () => {
    expect(() => plan({ ports: [{ port: 9, protocol: 'http' }] })).toThrow(
      'No Service in the folder of payment leads to its port 9, and proxies learn from Services what a port speaks. Cluster east has payment.',
    );
  });
});

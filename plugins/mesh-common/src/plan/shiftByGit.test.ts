import { parse } from 'yaml';
import { ProfileInput } from '../profile/Profile';
import { VirtualServiceManifest } from '../manifests/virtualService';
import { ClusterView } from '../view/ClusterView';
import {
  arrangeView,
  callers,
  deployment,
  files,
  filesAfter,
  folder,
  plan,
  service,
  target,
} from './__testUtils__/shop';
import { Plan } from './Plan';
import { Files } from './readFolder';
import { viewAfter } from './viewAfter';

const next = deployment
  .replace('name: payment\n', 'name: payment-next\n')
  .replace(
    'version: v1',
    'version: v2\n        sidecar.istio.io/inject: "true"',
  )
  .replace(
    'app: payment\n  template',
    'app: payment\n      version: v2\n  template',
  );
const both: Files = new Map([...files, [`${folder}/next.yaml`, next]]);
const live = (mesh: Parameters<typeof arrangeView>[0] = {}) =>
  arrangeView({ manifests: [deployment, next, service], ...mesh });

const canary: NonNullable<ProfileInput['canary']> = {
  controller: 'none',
  versions: { stable: 'v1', canary: 'v2' },
  steps: [
    { weight: 10, pause: 'manual' },
    { weight: 50, pause: 'manual' },
  ],
};
const ask = (
  input: Partial<ProfileInput> = { canary },
  before = both,
  view: ClusterView = live(),
) => plan(input, { files: before, view });

const rule = `${folder}/payment.destination-rule.yaml`;
const titles = ({ stages }: Plan) =>
  stages.filter(({ id }) => id === 'deliver').map(({ title }) => title);

function routes(after: Files, file = 'payment.virtual-service.yaml') {
  const text = after.get(`${folder}/${file}`);
  const object: VirtualServiceManifest | undefined = text && parse(text);
  return object?.spec.http.map(({ route }) =>
    Object.fromEntries(
      route.map(({ destination, weight }) => [
        destination.subset ?? '*',
        weight ?? 100,
      ]),
    ),
  );
}

/** What the routes say after each stage that delivers. */
const routesByStage = (p: Plan, before = both) =>
  p.stages.flatMap(({ id }, i) =>
    id === 'deliver' ? [routes(filesAfter(p, before, i + 1))] : [],
  );

describe('a canary without a controller', () => {
  it('names the versions, keeps everything with the stable one, and then shifts a pull request a step', () => {
    const p = ask();
    expect(titles(p)).toEqual([
      'Tell v1 and v2 apart',
      'Keep all requests with v1',
      'Send 10 % of the requests to v2',
      'Send 50 % of the requests to v2',
      'Send all requests to v2',
    ]);
    expect(routesByStage(p)).toEqual([
      undefined,
      [{ v1: 100 }],
      [{ v1: 90, v2: 10 }],
      [{ v1: 50, v2: 50 }],
      [{ v2: 100 }],
    ]);
  });

  it('waits for the pods of the new version before it gets requests, and for its answers before it gets more', () => {
    expect(
      ask()
        .stages.filter(({ id }) => id === 'deliver')
        .map(({ gates }) => gates),
    ).toEqual([
      ['traffic-is-observed'],
      ['traffic-is-observed', 'new-version-is-ready'],
      ['new-version-is-healthy'],
      ['new-version-is-healthy'],
      ['new-version-is-healthy'],
    ]);
  });

  it('never routes to a version that the mesh has no name for', () => {
    const p = ask();
    p.stages.forEach((_, i) => {
      const after = filesAfter(p, both, i + 1);
      const named: { name: string }[] =
        parse(after.get(`${folder}/payment.destination-rule.yaml`) ?? '')?.spec
          .subsets ?? [];
      const used = (routes(after) ?? []).flatMap(Object.keys);
      expect(named.map(({ name }) => name)).toEqual(
        expect.arrayContaining(used),
      );
    });
  });

  it('holds policies for the pods of both versions, since requests go to both', () => {
    const after = filesAfter(ask(), both);
    for (const kind of ['peer-authentication', 'authorization-policy']) {
      expect(
        parse(after.get(`${folder}/payment.${kind}.yaml`) ?? '').spec.selector,
      ).toEqual({ matchLabels: { app: 'payment' } });
    }
  });

  it('sends who asks by a header to the new version from the first step to the last but one', () => {
    const p = ask({
      canary: {
        ...canary,
        match: { cookie: { name: 'tester', value: 'yes' } },
      },
    });
    expect(routesByStage(p)).toEqual([
      undefined,
      [{ v1: 100 }],
      [{ v2: 100 }, { v1: 90, v2: 10 }],
      [{ v2: 100 }, { v1: 50, v2: 50 }],
      [{ v2: 100 }],
    ]);
  });

  it('divides what comes in by a gateway in the same way', () => {
    const p = ask(
      { canary, ingress: { hosts: ['pay.example.org'] } },
      both,
      live({
        others: [
          {
            apiVersion: 'v1',
            kind: 'Pod',
            metadata: {
              name: 'gateway',
              namespace: 'istio-system',
              labels: { istio: 'ingressgateway' },
            },
          },
        ],
      }),
    );
    const after = p.stages.map((_, i) => filesAfter(p, both, i + 1));
    const divided = after.filter(one => routes(one) !== undefined);
    expect(divided).toHaveLength(4);
    expect(
      divided.map(one => routes(one, 'payment.ingress-virtual-service.yaml')),
    ).toEqual(divided.map(one => routes(one)));
  });

  it.each([0, 1, 2, 3, 4, 5])(
    'goes on where it stands when %d of its stages are merged',
    merged => {
      const p = ask();
      const count = p.stages.length - 5 + merged;
      const later = ask(undefined, filesAfter(p, both, count));
      expect(titles(later)).toEqual(titles(p).slice(merged));
    },
  );

  it('changes timeouts on the way without moving requests', () => {
    const p = ask();
    const halfway = filesAfter(p, both, p.stages.length - 1);
    const [first] = ask({ canary, traffic: { timeout: '3s' } }, halfway).stages;
    const after = new Map(halfway);
    first.files.forEach(({ path, after: text }) => after.set(path, text ?? ''));
    expect(routes(after)).toEqual([{ v1: 50, v2: 50 }]);
    expect(after.get(`${folder}/payment.virtual-service.yaml`)).toContain('3s');
  });

  it('brings the version after next from where the last canary ended', () => {
    const done = filesAfter(ask(), both);
    const third = new Map(done).set(
      `${folder}/third.yaml`,
      next.replaceAll('next', 'third').replaceAll('v2', 'v3'),
    );
    const versions = { stable: 'v2', canary: 'v3' };
    const p = ask({ canary: { ...canary, versions } }, third);
    expect(routesByStage(p, third)).toEqual([
      [{ v2: 100 }],
      [{ v2: 90, v3: 10 }],
      [{ v2: 50, v3: 50 }],
      [{ v3: 100 }],
    ]);
  });

  it.each([
    ['10 %', 2],
    ['the end', 0],
  ])(
    'goes back to the stable version from %s, and forgets the other after that',
    (_, left) => {
      const p = ask();
      const from = filesAfter(p, both, p.stages.length - left);
      const back = ask(
        { canary: { controller: 'none', versions: { stable: 'v1' } } },
        from,
      );
      expect(titles(back)).toEqual([
        'Keep all requests with v1',
        'Forget versions that no route names',
      ]);
      expect(routesByStage(back, from)).toEqual([[{ v1: 100 }], [{ v1: 100 }]]);
      const after = filesAfter(back, from);
      expect(after.get(rule)).not.toContain('v2');
      expect(
        titles(
          ask(
            { canary: { controller: 'none', versions: { stable: 'v1' } } },
            after,
          ),
        ),
      ).toEqual([]);
      expect(titles(ask(undefined, after))).toEqual([
        'Tell v1 and v2 apart',
        ...titles(p).slice(2),
      ]);
    },
  );

  it('pins a version before there is another', () => {
    const p = ask(
      { canary: { controller: 'none', versions: { stable: 'v1' } } },
      files,
      arrangeView(),
    );
    expect(titles(p)).toEqual(['Tell v1 apart', 'Keep all requests with v1']);
  });

  it('lets routes forget versions before their names go, when the canary goes', () => {
    const p = ask();
    const halfway = filesAfter(p, both, p.stages.length - 1);
    const gone = ask({ traffic: { maxConnections: 5 } }, halfway);
    expect(titles(gone)[0]).toBe('Route without regard to versions');
    expect(routes(filesAfter(gone, halfway, 1))).toBeUndefined();
    expect(filesAfter(gone, halfway, 1).get(rule)).toContain('name: v2');
    expect(
      filesAfter(gone, halfway).get(`${folder}/payment.destination-rule.yaml`),
    ).not.toContain('name: v2');
  });

  it.each(['argo-rollouts', 'flagger'] as const)(
    'hands over to %s by way of routes that know no versions, and takes over again',
    controller => {
      const done = filesAfter(ask(), both);
      const handed: Partial<ProfileInput> = {
        canary: { controller, steps: [{ weight: 20, pause: '5m' }] },
      };
      const there = ask(handed, done);
      expect(titles(there)[0]).toBe('Route without regard to versions');
      const theirs = filesAfter(there, done);
      const back = ask(undefined, theirs);
      expect(titles(back).slice(-5)).toEqual(titles(ask()));
      expect(routes(filesAfter(back, theirs))).toEqual([{ v2: 100 }]);
      expect([...filesAfter(back, theirs).keys()].sort()).toEqual(
        [...done.keys()].sort(),
      );
    },
  );

  it('leaves the mesh without a trace, and routes let go first', () => {
    const done = filesAfter(ask(), both);
    const p = ask({ mesh: 'none' }, done);
    expect(routes(filesAfter(p, done, 1))).toBeUndefined();
    expect([...filesAfter(p, done)]).toEqual([...both]);
  });

  it.each([
    [
      'a stable version that nothing has',
      { ...canary, versions: { stable: 'v0', canary: 'v2' } },
      both,
      'No pod behind the Service payment has the label version: v0, neither in cluster east nor in the folder of payment',
    ],
    [
      'pods of the new version outside the mesh',
      canary,
      new Map(both).set(
        `${folder}/next.yaml`,
        next.replace('        sidecar.istio.io/inject: "true"\n', ''),
      ),
      'New pods of the Deployment payment-next, which is version v2, would not be in the mesh by istio-sidecar',
    ],
  ] as const)('refuses %s', (_, asked, before, message) => {
    expect(() => ask({ canary: { ...asked } }, before)).toThrow(message);
  });

  it('refuses to pass over a version that serves', () => {
    const p = ask();
    const halfway = filesAfter(p, both, p.stages.length - 1);
    expect(() =>
      ask(
        { canary: { ...canary, versions: { stable: 'v1', canary: 'v3' } } },
        halfway,
      ),
    ).toThrow(
      'The routes of payment send 50 % of the requests to version v2, and the profile has v1 as the stable version and v3 as the new one.',
    );
  });

  it('can be planned before the new version is there', () => {
    expect(titles(ask(undefined, files, arrangeView()))).toHaveLength(5);
  });

  it('leaves no route dangling by its own analysis, at any stage', () => {
    let view = live({ proxied: true });
    for (const { files: changed, effects } of ask(undefined, both, view)
      .stages) {
      view = viewAfter(view, target, changed);
      expect(
        effects.appearing.filter(({ message }) => /v1|v2/.test(message)),
      ).toEqual([]);
    }
    expect(callers).toHaveLength(2);
  });
});

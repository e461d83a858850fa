import { KubernetesObject } from '../../kubernetes/KubernetesObject';
import { readVectors } from '../../__testUtils__/vectors';
import { evaluateTarget } from '../../status/evaluateTarget';
import { findTargets } from '../../status/findTargets';
import { Finding } from '../../status/Finding';
import { ClusterView, MeshSettings } from '../../view/ClusterView';
import { meshFindings } from './meshFindings';

interface Case {
  name: string;
  given: {
    mesh?: Partial<MeshSettings>;
    objects: KubernetesObject[];
    remote?: unknown;
  };
  ask: { codes: string[]; object?: string };
  expect: { codes: string[]; findings?: { code: string; object: string }[] };
  deviation?: { better: { codes: string[] } };
}

/** What of ours says the same as one of Kiali's codes: our code, and the field where one code is about several. */
const ours: Record<string, readonly [code: string, field?: RegExp][]> = {
  KIA0002: [['IST0111'], ['IST0160']],
  KIA0003: [['IST0110'], ['IST0159']],
  KIA0004: [['IST0101', /elector/], ['IST0127']],
  KIA0101: [['IST0101', /amespaces/]],
  KIA0102: [['ONM0601']],
  KIA0104: [['ONM0602']],
  KIA0105: [['ONM0642']],
  KIA0106: [['ONM0603']],
  KIA0107: [['ONM0603']],
  KIA0108: [['ONM0604']],
  KIA0109: [['ONM0108'], ['ONM0646']],
  KIA0110: [['ONM0108'], ['ONM0646']],
  KIA0201: [['ONM0611']],
  KIA0202: [['IST0174']],
  KIA0203: [['IST0173']],
  KIA0204: [['ONM0613']],
  ...Object.fromEntries(
    ['KIA0205', 'KIA0206', 'KIA0207', 'KIA0208'].map(code => [
      code,
      [['ONM0641', /^spec.trafficPolicy/]],
    ]),
  ),
  KIA0209: [['ONM0612']],
  KIA0301: [['IST0145'], ['ONM0626']],
  KIA0302: [['IST0101', /^spec.selector/]],
  ...Object.fromEntries(
    ['KIA0401', 'KIA0501', 'KIA0505', 'KIA0506'].map(code => [
      code,
      [['ONM0641', /^spec.mtls/]],
    ]),
  ),
  KIA0601: [['IST0118']],
  KIA0602: [['IST0118']],
  KIA0701: [['ONM0631']],
  KIA1101: [['IST0101', /(destination|mirror)$/]],
  KIA1102: [['IST0101', /gateways/], ['ONM0623']],
  KIA1104: [['ONM0621']],
  KIA1105: [['ONM0622']],
  KIA1106: [['IST0109'], ['ONM0625']],
  KIA1107: [['IST0101', /subset$/]],
  KIA1402: [['ONM0624']],
};

/** Where our answer is another one, with the reason and where it can be seen to be right. */
const exceptions: Record<string, { objects: string[]; reason: string }> = {
  'kia0002/two-peer-authentications-without-selector': {
    objects: [],
    reason:
      'The older of the two is in force and not at fault; the other one is told on the page of each workload (ONM0203). Source: istio pilot/pkg/model/authentication.go, `AuthenticationPolicies.addPeerAuthentication`.',
  },
  'kia0107/remote-cluster': {
    objects: ['AuthorizationPolicy bookinfo/auth-policy'],
    reason:
      'A view is of one cluster. The finding says that the account need not be of this one.',
  },
  'kia0301/wildcard-host': {
    objects: [],
    reason:
      'Hosts that overlap are virtual hosts of their own, and the most specific is taken; only the same host twice is a conflict. Source: istio pilot/pkg/model/gateway.go, `CheckDuplicates`.',
  },
  'kia0302/workload-in-other-namespace-scoped': {
    objects: [],
    reason:
      'PILOT_SCOPE_GATEWAY_TO_NAMESPACE is a setting of istiod that no object that we read shows; it is off by default.',
  },
  'kia0601/gateway-port-name': {
    objects: [],
    reason:
      'The protocol of a Gateway port is its field protocol; its name is free. Source: istio pilot/pkg/model/gateway.go, `MergeGateways`.',
  },
  'kia0601/service-entry-port-name': {
    objects: [],
    reason:
      'The protocol of a ServiceEntry port is its field protocol; its name is free. Source: istio pilot/pkg/serviceregistry/serviceentry/conversion.go, `convertPort`.',
  },
  'kia0601/outside-mesh-negative': {
    objects: ['Service test-namespace/service1'],
    reason:
      'Callers in the mesh guess the protocol as well. Source: istio pkg/config/analysis/analyzers/service/portname.go, which looks at all Services.',
  },
  ...Object.fromEntries(
    ['bad-app-protocol', 'http-name', 'grpc-web-wrong'].map(name => [
      `kia0602/${name}`,
      {
        objects: [],
        reason:
          'Of appProtocol as well only the part before the dash counts. Source: istio pkg/config/kube/conversion.go, `ConvertProtocol`.',
      },
    ]),
  ),
  ...Object.fromEntries(
    ['no-policy', 'root-policy-with-other-selector', 'no-selector-matches'].map(
      name => [
        `kia1301/${name}`,
        {
          objects: [],
          reason:
            'The workload has no pod and asks for no proxy, and proxies enforce policies: what is told of it is that it is not in the mesh.',
        },
      ],
    ),
  ),
  'kia1311/pod-inject-false-still-flagged': {
    objects: ['Deployment bookinfo/mixed-workload'],
    reason:
      'The labels of the namespace contradict each other for its other pods. Source: istio pkg/config/analysis/analyzers/injection/injection.go.',
  },
  'kia1312/waypoint-label-in-ambient-negative': {
    objects: ['Deployment bookinfo/mixed-workload'],
    reason:
      'There is no waypoint of the name that the label has; kia1313/waypoint-missing has the same objects.',
  },
  'kia1106/wildcard-contains-host': {
    objects: [
      'VirtualService bookinfo/virtual-2',
      'VirtualService bookinfo/virtual-3',
    ],
    reason:
      'The wildcard is a virtual host of its own and gives way to the more specific one. Source: istio pilot/pkg/networking/core/httproute.go.',
  },
};

/** What of ours says of a workload the same as one of Kiali's codes. */
const ofWorkloads: Record<string, readonly string[]> = {
  KIA1301: ['ONM0301'],
  KIA1311: ['IST0123', 'ONM0106', 'ONM0112'],
  KIA1312: ['ONM0106', 'ONM0107'],
  KIA1313: ['ONM0107'],
  KIA1314: ['ONM0105', 'ONM0106'],
  KIA1315: ['ONM0105', 'ONM0106'],
  KIA1316: ['ONM0105', 'ONM0106'],
  KIA1317: ['ONM0108', 'ONM0109'],
};

const vectors = readVectors<{ cases: Case[] }>('kiali/validations.yaml');

function viewOf({ given }: Case): ClusterView {
  return new ClusterView({
    cluster: 'test',
    objects: given.objects,
    mesh: given.mesh,
  });
}

function findingsOf(c: Case): Finding[] {
  const view = viewOf(c);
  return [
    ...meshFindings(view).findings,
    ...findTargets(view, { selector: {} }).flatMap(
      target => evaluateTarget({ view, target, catalogCallers: [] }).findings,
    ),
  ];
}

(vectors ? describe : describe.skip)("Kiali's validations", () => {
  const cases = vectors?.cases ?? [];
  const claimed = cases.filter(({ ask }) =>
    ask.codes.every(code => code in ours),
  );

  it(`are ${claimed.length} of ${cases.length} cases here, all but ${Object.keys(exceptions).length} with the same answer`, () => {
    expect(claimed.length).toBe(149);
    const names = cases.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(Object.keys(exceptions)));
  });

  it.each(claimed.map(c => [c.name, c] as const))('%s', (name, c) => {
    const wanted = c.ask.codes.flatMap(code => ours[code]);
    const found = findingsOf(c)
      .filter(({ code, object }) =>
        wanted.some(
          ([own, field = /(?:)/]) =>
            own === code && field.test(object?.field ?? ''),
        ),
      )
      .map(
        ({ object }) => `${object?.kind} ${object?.namespace}/${object?.name}`,
      );
    expect([...new Set(found)].sort()).toEqual(expectedOf(name, c));
  });
});

(vectors ? describe : describe.skip)("Kiali's validations of workloads", () => {
  const all = vectors?.cases ?? [];
  const cases = all.filter(({ ask }) =>
    ask.codes.every(code => code in ofWorkloads),
  );

  it(`are the other ${cases.length} of ${all.length} cases`, () => {
    expect([cases.length, all.length]).toEqual([27, 176]);
  });

  it.each(cases.map(c => [c.name, c] as const))('%s', (name, c) => {
    const view = viewOf(c);
    const codes = c.ask.codes.flatMap(code => ofWorkloads[code]);
    const found = findTargets(view, { selector: {} })
      .filter(target =>
        evaluateTarget({ view, target, catalogCallers: [] }).findings.some(
          ({ code }) => codes.includes(code),
        ),
      )
      .map(({ namespace, workload }) => `Deployment ${namespace}/${workload}`);
    expect(found).toEqual(expectedOf(name, c));
  });
});

function expectedOf(
  name: string,
  { expect: kiali, deviation, ask, given }: Case,
) {
  if (name in exceptions) {
    return exceptions[name].objects;
  }
  if (deviation) {
    // The better answer names codes and fields; there is one object of the kind that they are about.
    const kind =
      { KIA01: 'AuthorizationPolicy', KIA02: 'DestinationRule' }[
        ask.codes[0].slice(0, 5)
      ] ?? 'Deployment';
    return deviation.better.codes.length === 0
      ? []
      : given.objects
          .filter(object => object.kind === kind)
          .map(
            ({ metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`,
          );
  }
  return [
    ...new Set((kiali.findings ?? []).map(({ object }) => object)),
  ].sort();
}

import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { ClusterView } from '../view/ClusterView';
import { Evidence } from '../status/Evidence';
import { readVectors } from '../__testUtils__/vectors';
import { AuthorizationPolicy } from './authorization';
import {
  identityFields,
  identityRulesWithoutMtls,
} from './clientTls/identityRules';
import { meshMtls } from './clientTls/meshMtls';
import { MtlsConflict, mtlsConflicts } from './clientTls/mtlsConflicts';
import { MtlsVerdict } from './clientTls/mtlsVerdict';
import { namespaceMtls } from './clientTls/namespaceMtls';
import { MtlsClients, ScopeMtls } from './clientTls/ScopeMtls';
import { workloadMtls } from './clientTls/workloadMtls';

interface Ask {
  kind:
    | 'mesh-status'
    | 'namespace-status'
    | 'workload-status'
    | 'validation'
    | 'policy-mode'
    | 'policy-needs-mtls';
  namespace?: string;
  labels?: Record<string, string>;
  codes?: string[];
  object?: string;
  policy?: { namespace: string; name: string };
}

interface Expected {
  kiali?: string;
  codes?: string[];
  findings?: { code: string; object: string; path: string }[];
  enabled?: boolean;
  mode?: string | null;
  needsMtls?: boolean;
}

interface Istio {
  server: string;
  plaintextAccepted: boolean;
  clients?: Record<string, { sends: string; result: string }>;
  verdict?: string;
}

interface Better {
  verdict?: string;
  server?: string;
  clientsSend?: string;
  exceptions?: object[];
  codes?: string[];
  service?: string;
}

interface Vector {
  name: string;
  given: {
    mesh: {
      rootNamespace: string;
      enableAutoMtls?: boolean;
      trustDomain: string;
    };
    objects: KubernetesObject[];
  };
  ask: Ask;
  expect: Expected;
  istio?: Istio;
  deviation?: { better: Better; reason: string };
}

const vectors = readVectors<{ cases: Vector[] }>('kiali/mtls.yaml');
const cases = vectors?.cases ?? [];
const asking = (...kinds: Ask['kind'][]) =>
  cases.filter(({ ask }) => kinds.includes(ask.kind));
const titled = (of: Vector[]) => of.map(c => [c.name, c] as const);

function viewOf({ given }: Vector): ClusterView {
  return new ClusterView({
    cluster: 'kiali',
    objects: given.objects,
    mesh: given.mesh,
  });
}

/** Our words for a result, in those of the vectors. */
const RESULT = {
  mtls: 'mtls',
  plaintext: 'plaintext',
  tls: 'tls-to-app',
  fails: 'fails',
  unknown: 'depends-on-certificates',
} as const;

function inTheirWords(
  { server, acceptsPlaintext, clients, verdict }: ScopeMtls,
  wanted: Istio | undefined,
): Istio {
  const of = (where: MtlsClients['where']) => {
    const found = clients.find(one => one.where === where);
    return found && { sends: found.sends, result: RESULT[found.outcome] };
  };
  const groups = {
    sameNamespace: of('own'),
    otherNamespace: of('elsewhere'),
    drNamespace: of('named'),
  };
  return {
    server,
    plaintextAccepted: acceptsPlaintext ?? false,
    ...(wanted?.clients && {
      clients: Object.fromEntries(
        Object.entries(groups).flatMap(([key, group]) =>
          group ? [[key, group]] : [],
        ),
      ),
    }),
    ...(wanted?.verdict && { verdict }),
  };
}

/** Ours, under the names that the better answers have. */
function asBetter(vector: Vector): object {
  const { ask } = vector;
  const scope = scopeOf(vector);
  const { exceptions } = namespaceMtls(viewOf(vector), ask.namespace ?? '');
  return {
    ...scope,
    clientsSend: scope.clients[0].sends,
    exceptions: exceptions.map(exception => ({
      ...exception,
      ...('acceptsPlaintext' in exception && {
        plaintextAccepted: exception.acceptsPlaintext,
      }),
    })),
  };
}

function inTheirPath(field = ''): string {
  return field.replaceAll('.', '/');
}

/** Of the scope that a status is asked for. */
function scopeOf(vector: Vector): ScopeMtls {
  const view = viewOf(vector);
  const { kind, namespace = '', labels } = vector.ask;
  switch (kind) {
    case 'mesh-status':
      return meshMtls(view);
    case 'namespace-status':
      return namespaceMtls(view, namespace);
    default:
      return workloadMtls(view, { namespace, labels })[0];
  }
}

/** What each of Kiali's labels may stand for; it has one for what servers accept and clients send together. */
const MEANING: Record<string, readonly MtlsVerdict[]> = {
  MTLS_ENABLED: ['strict', 'custom-certificates'],
  MTLS_DISABLED: ['disabled', 'permissive-plaintext'],
  MTLS_PARTIALLY_ENABLED: [
    'permissive',
    'permissive-plaintext',
    'tls-to-app',
    'custom-certificates',
  ],
  MTLS_NOT_ENABLED: ['permissive', 'permissive-plaintext'],
  UNSET: ['permissive', 'permissive-plaintext', 'custom-certificates'],
};

/** Labels that we do not share, each with our verdict and where Istio shows it right. */
const EXCEPTIONS: Record<
  string,
  { verdict: MtlsVerdict; reason: string; source: string }
> = {
  'namespace/TestNamespaceHasMTLSEnabledWithNonDefaultTrustDomain': {
    verdict: 'conflict',
    reason:
      'Kiali makes the host suffix from the trust domain. Istio makes it from the DNS domain of the cluster, so that the rule is about no service, clients send plaintext, and STRICT refuses it.',
    source:
      'istio pilot/pkg/serviceregistry/kube/conversion.go, ServiceHostname',
  },
};

/**
 * What Kiali's codes say, in terms of a conflict: of a PeerAuthentication, that clients do not send what it asks for (0401,
 * 0501) or still send what it forbids (0505, 0506); of a DestinationRule, the same the other way round (0205 to 0208).
 */
function codesOf(
  { sends, mode, server, client }: MtlsConflict,
  object: string,
) {
  const isAbout = (evidence: Evidence | undefined) =>
    evidence !== undefined &&
    `${evidence.kind} ${evidence.namespace}/${evidence.name}` === object;
  const ofMesh = server?.level === 'mesh';
  if (isAbout(server)) {
    const [asked, forbidden] = ofMesh
      ? ['KIA0401', 'KIA0506']
      : ['KIA0501', 'KIA0505'];
    return [mode === 'STRICT' ? asked : forbidden];
  }
  if (isAbout(client)) {
    return sends === 'mtls'
      ? ['KIA0205', 'KIA0206']
      : [ofMesh ? 'KIA0208' : 'KIA0207'];
  }
  return [];
}

/** The codes that our answers amount to, of those that are asked for. */
function ourCodes(vector: Vector): string[] {
  const view = viewOf(vector);
  const { codes = [], object = '' } = vector.ask;
  const found = codes.includes('KIA0105')
    ? identityRulesWithoutMtls(view).map(() => 'KIA0105')
    : mtlsConflicts(view).flatMap(conflict => codesOf(conflict, object));
  return [...new Set(found)].filter(code => codes.includes(code));
}

(vectors ? describe : describe.skip)('mutual TLS against Kiali', () => {
  const statuses = asking('mesh-status', 'namespace-status', 'workload-status');
  const findings = asking('validation');

  it('claims all 278 cases: 157 statuses, 106 findings, 15 questions about one policy', () => {
    expect({
      statuses: statuses.length,
      findings: findings.length,
      policies: asking('policy-mode', 'policy-needs-mtls').length,
      all: cases.length,
    }).toEqual({ statuses: 157, findings: 106, policies: 15, all: 278 });
  });

  it.each(titled(statuses.filter(({ istio }) => istio)))(
    '%s: what servers accept, clients send and both come to is what Istio does',
    (_, vector) => {
      const { istio } = vector;
      expect(inTheirWords(scopeOf(vector), istio)).toMatchObject(istio ?? {});
    },
  );

  it.each(titled(statuses.filter(({ deviation }) => deviation)))(
    '%s: says what Kiali should',
    (_, vector) => {
      expect(asBetter(vector)).toMatchObject(vector.deviation?.better ?? {});
    },
  );

  it.each(titled(statuses.filter(({ deviation }) => !deviation)))(
    "%s: means what Kiali's label means",
    (_, vector) => {
      const exception = EXCEPTIONS[vector.name];
      expect(
        exception ? [exception.verdict] : MEANING[vector.expect.kiali ?? ''],
      ).toContain(scopeOf(vector).verdict);
    },
  );

  const ofService = findings.filter(
    ({ deviation }) => deviation?.better.service !== undefined,
  );

  it.each(titled(findings.filter(c => !ofService.includes(c))))(
    '%s: the same statement',
    (_, vector) => {
      const { codes } = vector.deviation?.better ?? vector.expect;
      expect(ourCodes(vector)).toEqual(codes);
    },
  );

  it.each(titled(ofService))(
    '%s: the conflict of a service that Kiali does not see',
    (_, vector) => {
      expect(mtlsConflicts(viewOf(vector)).map(({ scope }) => scope)).toContain(
        vector.deviation?.better.service,
      );
    },
  );

  it.each(titled(findings.filter(({ istio }) => istio)))(
    '%s: what Istio does',
    (_, vector) => {
      const { istio } = vector;
      const [scope] = workloadMtls(viewOf(vector), {
        namespace: 'bookinfo',
        labels: { app: 'ratings' },
      });
      expect(inTheirWords(scope, istio)).toMatchObject(istio ?? {});
    },
  );

  it('has no exception for a case that is not there', () => {
    expect(Object.keys(EXCEPTIONS)).toEqual(
      cases.map(({ name }) => name).filter(name => name in EXCEPTIONS),
    );
  });

  it.each(
    titled(
      findings.filter(
        ({ ask, expect: { findings: wanted }, deviation }) =>
          ask.codes?.includes('KIA0105') && wanted && !deviation,
      ),
    ),
  )('%s: the same field', (_, vector) => {
    expect(
      identityRulesWithoutMtls(viewOf(vector)).map(
        ({ evidence: { kind, namespace, name, field } }) => ({
          object: `${kind} ${namespace}/${name}`,
          path: inTheirPath(field),
        }),
      ),
    ).toEqual(
      vector.expect.findings?.map(({ object, path }) => ({ object, path })),
    );
  });

  it.each(titled(asking('policy-needs-mtls')))('%s', (_, vector) => {
    const { namespace, name } = vector.ask.policy ?? {};
    const policy = viewOf(vector).get<AuthorizationPolicy>(
      'AuthorizationPolicy',
      namespace ?? '',
      name ?? '',
    );
    expect(policy && identityFields(policy).length > 0).toBe(
      vector.expect.needsMtls,
    );
  });

  it.each(titled(asking('policy-mode')))('%s', (_, vector) => {
    const { namespace = '' } = vector.ask.policy ?? {};
    const { server, decidedBy } = namespaceMtls(viewOf(vector), namespace);
    expect({
      enabled: decidedBy !== undefined,
      mode: decidedBy === undefined ? null : server,
    }).toEqual(vector.expect);
  });
});

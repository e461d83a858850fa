import fc from 'fast-check';
import { readVectors } from '../../__testUtils__/vectors';
import { AuthorizationPolicy } from './AuthorizationPolicy';
import { AuthorizationMesh } from './AuthorizationRequest';
import { EnvoyRequest } from './__testUtils__/envoy/matchesNode';
import { EnvoyVerdict, runFilters } from './__testUtils__/envoy/runFilters';
import { hits, namedValues } from './__testUtils__/namedValues';
import { readVectorDocuments } from './__testUtils__/readVectorDocuments';
import { WholeRequest, requestsFor } from './__testUtils__/requestsFor';
import { authorizer } from './decide';

interface RbacVectors {
  workload: { namespace: string; labels: Record<string, string> };
  extensionProviderSets: Record<string, Record<string, unknown>[]>;
  cases: RbacCase[];
}

interface RbacCase {
  name: string;
  filterChain: 'http' | 'tcp';
  input: string;
  outputs: string[];
  extensionProviders?: string;
  trustDomainBundle?: Pick<
    AuthorizationMesh,
    'trustDomain' | 'trustDomainAliases'
  >;
}

const FOLDER = 'istio/authorization/envoy-rbac';
const REQUESTS_PER_CASE = 4000;

const vectors = readVectors<RbacVectors>(`${FOLDER}/index.yaml`);
const describeVectors = vectors === undefined ? describe.skip : describe;

describeVectors('decide, against the filters that Istio generates', () => {
  const cases = vectors?.cases ?? [];
  const seen: EnvoyVerdict[] = [];

  it.each(cases.map(entry => [entry.filterChain, entry.name, entry] as const))(
    'gives the verdict and the rule of Envoy: %s %s',
    (filterChain, _name, entry) => {
      const policies = readVectorDocuments<AuthorizationPolicy>(
        `${FOLDER}/${entry.input}`,
      );
      const filters = entry.outputs.flatMap(output =>
        readVectorDocuments(`${FOLDER}/${output}`),
      );
      const ask = askerOf(entry, policies);
      const requests = fc.sample(requestsFor(policies, filterChain), {
        numRuns: REQUESTS_PER_CASE,
        seed: 1,
      });

      const differences = requests.filter(request => {
        const { verdict, by } = ask(request);
        const envoy = runFilters(filters, envoyRequest(request));
        seen.push(envoy);
        if (verdict !== 'unknown') {
          const allowed = verdict === 'allowed';
          return envoy.allowed !== allowed || ruleOf(envoy) !== by?.ruleId;
        }
        // What other filters leave behind is not known from outside: it must be able to turn the verdict.
        const turned = metadataFor(policies).map(
          metadata =>
            runFilters(filters, envoyRequest({ ...request, metadata })).allowed,
        );
        return new Set(turned).size !== 2;
      });

      expect(differences).toEqual([]);
    },
  );

  it('claims every case', () => {
    expect(cases.length).toBe(29);
  });

  it('has met enough of all verdicts to mean something', () => {
    const share = (fits: (verdict: EnvoyVerdict) => boolean) =>
      seen.filter(fits).length / seen.length;

    expect(seen.length).toBeGreaterThan(100_000);
    expect(share(({ allowed }) => allowed)).toBeGreaterThan(0.2);
    expect(share(({ allowed }) => !allowed)).toBeGreaterThan(0.2);
    expect(share(({ policy }) => policy !== undefined)).toBeGreaterThan(0.4);
  });

  function askerOf(entry: RbacCase, policies: AuthorizationPolicy[]) {
    const mesh: AuthorizationMesh = {
      rootNamespace: '',
      trustDomain: '',
      ...entry.trustDomainBundle,
      // The filters get to see paths that were normalized before; here they are as sent.
      pathNormalization: 'NONE',
      extensionProviders: providersOf(entry),
    };
    const asked = new Map<string, ReturnType<typeof authorizer>>();
    return (request: WholeRequest) => {
      const ip = request.destinationIp;
      const known = asked.get(ip);
      const point = {
        kind: 'sidecar' as const,
        namespace: vectors?.workload.namespace ?? '',
        labels: vectors?.workload.labels,
        ip,
      };
      const ask = known ?? authorizer({ mesh, point, policies });
      asked.set(ip, ask);
      return ask(request);
    };
  }

  function providersOf({
    extensionProviders = '',
  }: RbacCase): AuthorizationMesh['extensionProviders'] {
    // Istio passes over a provider that is not valid, so to the mesh there is none.
    return extensionProviders === 'meshConfigInvalid'
      ? []
      : vectors?.extensionProviderSets[extensionProviders]?.map(provider => ({
          name: String(provider.name),
          type: 'envoyExtAuthzHttp' in provider ? 'http' : 'grpc',
        }));
  }
});

/** Values that may stand in the metadata that conditions read: one that they name, and one that they do not. */
function metadataFor(
  policies: readonly AuthorizationPolicy[],
): WholeRequest['metadata'][] {
  const named = [
    ...namedValues(policies.flatMap(({ spec }) => spec?.rules ?? [])),
  ].filter(([key]) => key.startsWith('experimental.'));
  const pick = (valueOf: (values: string[]) => string) =>
    Object.fromEntries(
      named.map(([key, { wanted }]) => [key, valueOf(wanted.flatMap(hits))]),
    );
  return [pick(values => values[0]), pick(() => 'none of them')];
}

function envoyRequest(request: WholeRequest): EnvoyRequest {
  const { source, destinationIp, port, sni, extAuthz, metadata } = request;
  return {
    ...source,
    destinationIp,
    port,
    // The TLS inspector turns it into lower case.
    sni: sni?.toLowerCase() ?? null,
    extAuthz,
    headers: {
      ...request.headers,
      ':authority': request.host,
      ':method': request.method,
      ':path': request.path,
    },
    metadata: {
      'envoy.filters.http.jwt_authn': { payload: payloadOf(request) },
      ...Object.fromEntries(
        Object.entries(metadata).map(([key, value]) => {
          const [, filter, name] = /^experimental\.(.*)\[(.*)\]$/.exec(key) ?? [
            key,
            '',
            '',
          ];
          return [filter, { [name]: value }];
        }),
      ),
    },
  };
}

// Istio configures the token filter to split these claims at spaces.
function payloadOf({ token }: WholeRequest): Record<string, unknown> {
  const { scope, permission, ...claims } = token?.claims ?? {};
  const split = (claim: unknown) =>
    typeof claim === 'string' ? claim.split(' ') : claim;
  return { ...claims, scope: split(scope), permission: split(permission) };
}

/** The rule of the policy that it is named after; Istio decorates the names of what CUSTOM policies become. */
function ruleOf({ policy }: EnvoyVerdict): string | undefined {
  return policy
    ?.replace(/^istio-ext-authz-.*?-(?=ns\[)/, '')
    .replace('-deny-due-to-bad-CUSTOM-action', '');
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KubernetesObject } from '../../kubernetes/KubernetesObject';
import { parseManifests } from '../../kubernetes/parseManifests';
import { readVectors } from '../../__testUtils__/vectors';
import { ClusterView } from '../../view/ClusterView';
import { discoverMesh } from '../../view/discoverMesh';
import { istioRules } from './istioRules';
import { MeshRule } from './MeshRule';

interface Expected {
  code: string;
  level: 'Error' | 'Warning' | 'Info';
  kind: string;
  namespace?: string;
  name: string;
}
interface ConfigMap extends KubernetesObject {
  data: { mesh: string };
}
interface Case {
  id: string;
  name: string;
  analyzer: string;
  files: string[];
  meshConfig?: string;
  expected?: Expected[];
}

/** Our rules for each of Istio's analyzers. */
const analyzers: Record<string, readonly string[]> = {
  'applicationUID.Analyzer': ['applicationRunsAsProxy'],
  'auth.AuthorizationPoliciesAnalyzer': [
    'policySelectsNothing',
    'policyNamespaceNotFound',
  ],
  'conditions.ConditionAnalyzer': ['failingCondition'],
  'deployment.MultiServiceAnalyzer': [
    'servicesDisagreeOnProtocol',
    'servicesShareTargetPort',
  ],
  'destinationrule.CaCertificateAnalyzer': [
    'serverNotVerified',
    'serverOfPortNotVerified',
  ],
  'destinationrule.SubsetSelectPodAnalyzer': [
    'subsetSelectsNothing',
    'destinationRuleHostUnknown',
  ],
  'gateway.CertificateAnalyzer': ['gatewaySharesCertificate'],
  'gateway.ConflictingGatewayAnalyzer': ['gatewayConflict'],
  'gateway.IngressGatewayPortAnalyzer': [
    'gatewaySelectsNothing',
    'gatewayPortNotExposed',
  ],
  'injection.Analyzer': [
    'namespaceNotInjected',
    'namespaceInjectedByDefault',
    'namespaceLabelsContradict',
    'podMissingProxy',
  ],
  'injection.ImageAutoAnalyzer': [
    'podWithImageAuto',
    'deploymentWithImageAuto',
  ],
  'k8sgateway.SelectorAnalyzer': ['selectorOnGateway'],
  'service.PortNameAnalyzer': ['portProtocolUnknown', 'externalNamePort'],
  'serviceentry.Analyzer': ['addressesRequired'],
  'serviceentry.ConflictingServiceEntryProtocolAnalyzer': [
    'serviceEntryProtocolConflict',
  ],
  'sidecar.SelectorAnalyzer': [
    'sidecarSelectsNothing',
    'sidecarsOverlap',
    'sidecarsForNamespace',
    'sidecarWithoutEffect',
  ],
  'telemetry.DefaultSelectorAnalyzer': ['telemetriesForNamespace'],
  'telemetry.ProviderAnalyzer': ['accessLogWithoutProvider'],
  'telemetry.SelectorAnalyzer': [
    'telemetrySelectsNothing',
    'telemetriesOverlap',
  ],
  'virtualservice.ConflictingMeshGatewayHostsAnalyzer': ['meshHostConflict'],
  'virtualservice.DestinationHostAnalyzer': [
    'destinationHostNotFound',
    'destinationPortAmbiguous',
    'ingressMissesSubsets',
  ],
  'virtualservice.DestinationRuleAnalyzer': ['subsetNotFound'],
  'virtualservice.GatewayAnalyzer': [
    'gatewayNotFound',
    'hostNotInGateway',
    'internalGatewayReferenced',
  ],
  'virtualservice.JWTClaimRouteAnalyzer': ['claimRouteWithoutAuthentication'],
};

/** Analyzers that are about the installation of Istio itself and not about what services are given. */
const notClaimed = [
  'annotations.AlphaAnalyzer',
  'annotations.K8sAnalyzer',
  'authn.BlockedCIDRsAnalyzer',
  'deprecation.DeprecationAnalyzer',
  'envoyfilter.EnvoyPatchAnalyzer',
  'externalcontrolplane.ExternalControlPlaneAnalyzer',
  'injection.ImageAnalyzer',
  'k8sgateway.CRDVersionAnalyzer',
  'meshnetworks.MeshNetworksAnalyzer',
  'schema.ValidationAnalyzer.VirtualService',
  'telemetry.LightstepAnalyzer',
  'webhook.Analyzer',
];

const vectors = readVectors<{ cases: Case[] }>('istio/analyze/expected.yaml');
const readText = (file: string) =>
  readFileSync(
    join(process.env.ONMESH_VECTORS ?? '', 'istio/analyze', file),
    'utf8',
  );
const read = (file: string) =>
  parseManifests(readText(file), file, { passOverOthers: true }).objects;

function viewOf({ files, meshConfig }: Case): ClusterView {
  const objects: KubernetesObject[] = [
    'default-resources.yaml',
    ...files,
  ].flatMap(read);
  const settings: readonly ConfigMap[] = meshConfig
    ? [
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'istio', namespace: 'istio-system' },
          data: { mesh: readText(meshConfig) },
        },
      ]
    : [];
  return new ClusterView({
    cluster: 'test',
    objects,
    mesh: {
      enableNamespacesByDefault: files.some(file =>
        file.includes('nsbydefault'),
      ),
      ...discoverMesh([...objects, ...settings]),
    },
  });
}

const text = (e: Expected) =>
  `${e.code} ${e.level.toLowerCase()} ${e.kind} ${e.namespace ?? '-'}/${e.name}`;

const rules: readonly { code: string; rule: MeshRule }[] = Object.entries(
  istioRules,
).flatMap(([code, all]) => all.map(rule => ({ code, rule })));

function registered(name: string) {
  const found = rules.find(({ rule }) => rule.name === name);
  if (!found) {
    throw new Error(`${name} has no code`);
  }
  return found;
}
const ruleNamed = (name: string) => registered(name).rule;
const codeOf = (name: string) => registered(name).code;

(vectors ? describe : describe.skip)('istioctl analyze', () => {
  const cases = vectors?.cases ?? [];
  const claimed = cases.filter(({ analyzer }) => analyzer in analyzers);

  it(`is matched in ${claimed.length} of ${cases.length} cases; the rest is about installing Istio`, () => {
    expect(claimed.length).toBe(75);
    expect(
      [
        ...new Set(
          cases
            .map(({ analyzer }) => analyzer)
            .filter(name => !(name in analyzers)),
        ),
      ].sort(),
    ).toEqual(notClaimed);
  });

  it.each(claimed.map(c => [`${c.id} ${c.analyzer}: ${c.name}`, c] as const))(
    '%s',
    (_, c) => {
      const view = viewOf(c);
      const found = analyzers[c.analyzer].flatMap(name =>
        ruleNamed(name)(view).map(({ severity, object }) =>
          [
            codeOf(name),
            severity,
            object.kind,
            `${object.namespace ?? '-'}/${object.name}`,
          ].join(' '),
        ),
      );
      expect(found.sort()).toEqual((c.expected ?? []).map(text).sort());
    },
  );
});

describe('the registry', () => {
  it('has each rule under one code, and each stands for an analyzer', () => {
    const names = rules.map(({ rule }) => rule.name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.sort()).toEqual(Object.values(analyzers).flat().sort());
  });
});

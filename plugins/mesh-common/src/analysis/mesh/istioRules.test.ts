import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KubernetesObject } from '../../kubernetes/KubernetesObject';
import { parseManifests } from '../../kubernetes/parseManifests';
import { readVectors } from '../../__testUtils__/vectors';
import { ClusterView } from '../../view/ClusterView';
import { discoverMesh } from '../../view/discoverMesh';
import { objectRules } from '../../validation/objectRules';
import { istioRules, istioRulesOnRequest } from './istioRules';
import { MeshRule } from './MeshRule';
import { servicesDiffer } from './servicesDiffer';

interface Expected {
  code: string;
  level: 'Error' | 'Warning' | 'Info';
  kind: string;
  namespace?: string;
  name: string;
}
interface ConfigMap extends KubernetesObject {
  data: { mesh?: string; meshNetworks?: string };
}
interface Case {
  id: string;
  name: string;
  analyzer: string;
  files: string[];
  meshConfig?: string;
  meshNetworks?: string;
  expected?: Expected[];
}

/** Our rules for each of Istio's analyzers. */
const analyzers: Record<string, readonly string[]> = {
  'annotations.AlphaAnalyzer': ['annotationAlpha'],
  'annotations.K8sAnalyzer': [
    'annotationDeprecated',
    'annotationInvalid',
    'annotationMisplaced',
    'annotationUnknown',
  ],
  'applicationUID.Analyzer': ['applicationRunsAsProxy'],
  'auth.AuthorizationPoliciesAnalyzer': [
    'policySelectsNothing',
    'policyNamespaceNotFound',
  ],
  'authn.BlockedCIDRsAnalyzer': ['jwksFetchUnrestricted'],
  'conditions.ConditionAnalyzer': ['failingCondition'],
  'deployment.MultiServiceAnalyzer': [
    'servicesDisagreeOnProtocol',
    'servicesShareTargetPort',
  ],
  'deprecation.DeprecationAnalyzer': ['deprecatedField', 'removedKind'],
  'destinationrule.CaCertificateAnalyzer': [
    'serverNotVerified',
    'serverOfPortNotVerified',
  ],
  'destinationrule.SubsetSelectPodAnalyzer': [
    'subsetSelectsNothing',
    'destinationRuleHostUnknown',
  ],
  'envoyfilter.EnvoyPatchAnalyzer': [
    'addIgnored',
    'patchOrderDiffersByVersion',
    'patchOrderUnclear',
    'removeIgnored',
    'replaceIgnored',
  ],
  'externalcontrolplane.ExternalControlPlaneAnalyzer': [
    'controlPlaneAddressInvalid',
    'controlPlaneAddressIsIp',
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
  'injection.ImageAnalyzer': ['proxyImageMismatch'],
  'injection.ImageAutoAnalyzer': [
    'podWithImageAuto',
    'deploymentWithImageAuto',
  ],
  'k8sgateway.CRDVersionAnalyzer': ['gatewayApiOutdated'],
  'k8sgateway.SelectorAnalyzer': ['selectorOnGateway'],
  'meshnetworks.MeshNetworksAnalyzer': ['meshNetworkRegistryUnknown'],
  'schema.ValidationAnalyzer.VirtualService': [
    'matchUnreachable',
    'objectDoubted',
    'objectRefused',
    'routeUnreachable',
  ],
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
  'telemetry.LightstepAnalyzer': ['lightstepProvider'],
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
  'webhook.Analyzer': ['webhooksOverlap', 'webhookServiceNotFound'],
};

/** Analyzers that no rule stands for, each with why. */
const unanswered: Record<string, string> = {
  'gateway.SecretAnalyzer':
    'It looks at the private keys in Secrets, which Onmesh reads nowhere.',
};

interface MultiCluster {
  id: string;
  analyzer: string;
  clusters: Record<string, string[]>;
  expected: Expected[];
}

const vectors = readVectors<{
  cases: Case[];
  multiCluster: MultiCluster[];
  analyzers: { name: string }[];
}>('istio/analyze/expected.yaml');
const readText = (file: string) =>
  readFileSync(
    join(process.env.ONMESH_VECTORS ?? '', 'istio/analyze', file),
    'utf8',
  );
const read = (file: string) =>
  parseManifests(readText(file), file, { passOverOthers: true }).objects;

function viewOf({ files, meshConfig, meshNetworks }: Case): ClusterView {
  const objects: KubernetesObject[] = [
    'default-resources.yaml',
    ...files,
  ].flatMap(read);
  const settings: ConfigMap = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'istio', namespace: 'istio-system' },
    data: {
      mesh: meshConfig && readText(meshConfig),
      meshNetworks: meshNetworks && readText(meshNetworks),
    },
  };
  objects.push(settings);
  return new ClusterView({
    cluster: 'test',
    objects,
    mesh: {
      enableNamespacesByDefault: files.some(file =>
        file.includes('nsbydefault'),
      ),
      ...discoverMesh(objects),
    },
  });
}

/** istioctl has an object of its own for networks; in a cluster they are a text in a ConfigMap, and that is what we name. */
const whereWritten = (e: Expected): Pick<Expected, 'kind' | 'name'> =>
  e.kind === 'MeshNetworks' ? { kind: 'ConfigMap', name: 'istio' } : e;
const text = (e: Expected) => {
  const { kind, name } = whereWritten(e);
  return `${e.code} ${e.level.toLowerCase()} ${kind} ${e.namespace ?? '-'}/${name}`;
};

const rules: readonly { code: string; rule: MeshRule }[] = Object.entries({
  ...istioRules,
  ...istioRulesOnRequest,
  ...objectRules,
}).flatMap(([code, all]) => all.map(rule => ({ code, rule })));

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
  const { cases = [], multiCluster = [], analyzers: all = [] } = vectors ?? {};
  const answered = cases.filter(({ analyzer }) => analyzer in analyzers);

  it(`is answered in ${answered.length} of ${cases.length} cases`, () => {
    expect(answered).toHaveLength(102);
    expect(cases).toHaveLength(102);
  });

  it('has no analyzer besides but those that are named, with a reason', () => {
    const others = all
      .map(({ name }) => name)
      .filter(name => !(name in analyzers))
      .filter(name => multiCluster.every(({ analyzer }) => analyzer !== name));
    expect(others).toEqual(Object.keys(unanswered));
  });

  it.each(answered.map(c => [`${c.id} ${c.analyzer}: ${c.name}`, c] as const))(
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

  it.each(multiCluster.map(c => [`${c.id} ${c.analyzer}`, c] as const))(
    '%s',
    (_, { clusters, expected }) => {
      const views = Object.entries(clusters).map(
        ([cluster, files]) =>
          new ClusterView({ cluster, objects: files.flatMap(read) }),
      );
      const found = servicesDiffer(views).map(({ severity, object }) =>
        [
          'IST0170',
          severity,
          object.kind,
          `${object.namespace}/${object.name}`,
        ].join(' '),
      );
      expect(found.sort()).toEqual(expected.map(text).sort());
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

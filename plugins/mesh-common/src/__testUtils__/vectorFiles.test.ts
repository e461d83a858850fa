import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

/** The tests that hold us against each part of the conformance data of Istio and Kiali. */
const comparedBy: Record<string, string> = {
  'istio/analyze/default-resources.yaml': 'analysis/mesh/istioRules.test.ts',
  'istio/analyze/expected.yaml': 'analysis/mesh/istioRules.test.ts',
  'istio/analyze/objects/': 'analysis/mesh/istioRules.test.ts',
  'istio/authorization/ambient-conversion/':
    'istio/authorization/ztunnelConformance.test.ts',
  'istio/authorization/attachment.yaml':
    'istio/authorization/policiesFor.test.ts',
  'istio/authorization/decisions.yaml':
    'istio/authorization/decideConformance.test.ts',
  'istio/authorization/envoy-rbac/':
    'istio/authorization/envoyRbacConformance.test.ts',
  'istio/authorization/matchers.yaml':
    'istio/authorization/matchersConformance.test.ts',
  'istio/authorization/path-normalization.yaml':
    'istio/authorization/normalizePath.test.ts',
  'istio/authorization/validity.yaml':
    'istio/authorization/policyProblems.test.ts',
  'istio/injection/ambient.yaml': 'istio/ambientEnrolment.test.ts',
  'istio/injection/sidecar.yaml': 'istio/sidecarInjection.test.ts',
  'istio/mtls/ambient.yaml': 'istio/ztunnelMtls.test.ts',
  'istio/mtls/client.yaml': 'istio/clientTls/conformance.test.ts',
  'istio/mtls/reachability.yaml': 'istio/clientTls/conformance.test.ts',
  'istio/mtls/server.yaml': 'istio/serverMtls.test.ts',
  'istio/routing/destinationrule.yaml': 'istio/routing/destinationRule.test.ts',
  'istio/routing/gateway-api/context.yaml':
    'istio/routing/gatewayApiRoutes.test.ts',
  'istio/routing/gateway-api/expected/':
    'istio/routing/gatewayApiRoutes.test.ts',
  'istio/routing/gateway-api/index.yaml':
    'istio/routing/gatewayApiRoutes.test.ts',
  'istio/routing/gateway-api/inputs/': 'istio/routing/gatewayApiRoutes.test.ts',
  'istio/routing/gateway-api-precedence.yaml':
    'istio/routing/gatewayApiRoutes.test.ts',
  'istio/routing/virtual-hosts.yaml': 'istio/routing/virtualHosts.test.ts',
  'istio/routing/virtualservice-delegation.yaml':
    'istio/routing/virtualServices.test.ts',
  'istio/routing/virtualservice-selection.yaml':
    'istio/routing/virtualServices.test.ts',
  'istio/validation/cel.yaml': 'validation/cel/celRules.test.ts',
  'istio/validation/crds/': 'validation/documents.test.ts',
  'istio/validation/dataset/': 'validation/documents.test.ts',
  'istio/validation/go-tables.yaml': 'validation/goTables.test.ts',
  'istio/validation/go-tables-security.yaml': 'validation/goTables.test.ts',
  'kiali/mtls.yaml': 'istio/kialiMtls.test.ts',
  'kiali/validations.yaml': 'analysis/mesh/kialiValidations.test.ts',
};

/** Files that nothing of ours answers, with the reason. */
const notAnswered: Record<string, string> = {
  'istio/analyze/messages.yaml':
    'Names and levels of messages; expected.yaml has them with each case.',
  'istio/routing/gateway-api/status/':
    'What istiod writes into the status of Gateways, listeners and routes: pilot/pkg/config/kube/gateway/conversion.go. We read that status and do not compute it.',
};

const folder = process.env.ONMESH_VECTORS ?? '';
const source = resolve(__dirname, '..');

(folder ? describe : describe.skip)(
  'the conformance data of Istio and Kiali',
  () => {
    const files = (folder ? ['istio', 'kiali'] : [])
      .flatMap(part =>
        readdirSync(join(folder, part), {
          recursive: true,
          withFileTypes: true,
        }),
      )
      .filter(entry => entry.isFile() && entry.name.endsWith('.yaml'))
      .map(entry => relative(folder, join(entry.parentPath, entry.name)));
    const owner = (file: string, of: Record<string, string>) =>
      Object.keys(of).find(part =>
        part.endsWith('/') ? file.startsWith(part) : file === part,
      );

    it(`is ${files.length} files, each compared by a test or left out with a reason`, () => {
      expect(
        files.filter(
          file => !owner(file, comparedBy) && !owner(file, notAnswered),
        ),
      ).toEqual([]);
      expect(files.length).toBe(464);
    });

    it.each(Object.entries(comparedBy))('%s is read by %s', (part, test) => {
      const path = join(source, test);
      expect(existsSync(path)).toBe(true);
      const [, area] = part.split('/');
      expect(readFileSync(path, 'utf8')).toContain(
        part.startsWith('kiali/') ? part : `istio/${area}`,
      );
      expect(files.some(file => owner(file, { [part]: test }))).toBe(true);
    });
  },
);

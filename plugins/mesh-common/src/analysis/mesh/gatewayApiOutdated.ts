import { about, MeshRule } from './MeshRule';

const BUNDLE_VERSION = 'gateway.networking.k8s.io/bundle-version';

/**
 * Version of the Gateway API from which on Istio 1.31 reads a kind; it reads the others in all versions.
 *
 * Source: istio pkg/config/schema/gatewayapi/minimumversions.go.
 */
const MINIMUM: Readonly<Record<string, Version>> = {
  'backendtlspolicies.gateway.networking.k8s.io': [1, 4, 0],
  'grpcroutes.gateway.networking.k8s.io': [1, 1, 0],
  'tcproutes.gateway.networking.k8s.io': [1, 6, 0],
  'tlsroutes.gateway.networking.k8s.io': [1, 5, 0],
};

type Version = readonly [major: number, minor: number, patch: number];

/**
 * A kind of the Gateway API is installed in a version that Istio does not read, so objects of it do nothing. A candidate for
 * a release counts as that.
 *
 * Source: istio pkg/config/analysis/analyzers/k8sgateway/crdversion.go.
 */
export const gatewayApiOutdated: MeshRule = view =>
  view.listAll('CustomResourceDefinition').flatMap(definition => {
    const { name, annotations = {} } = definition.metadata;
    const minimum = MINIMUM[name];
    const installed = versionOf(annotations[BUNDLE_VERSION] ?? '');
    return minimum && installed && isBefore(installed, minimum)
      ? [
          {
            severity: 'warning',
            object: about(
              definition,
              `metadata.annotations[${BUNDLE_VERSION}]`,
            ),
            message: `Istio 1.31 reads this kind from Gateway API ${minimum.join('.')} on, and ${installed.join('.')} is installed: objects of it do nothing.`,
            action: `Install the CustomResourceDefinitions of Gateway API ${minimum.join('.')} or later.`,
          },
        ]
      : [];
  });

function versionOf(text: string): Version | undefined {
  const [, ...parts] = /^v?(\d+)\.(\d+)\.(\d+)/.exec(text) ?? [];
  const [major, minor, patch] = parts.map(Number);
  return parts.length === 3 ? [major, minor, patch] : undefined;
}

function isBefore(a: Version, b: Version): boolean {
  const differing = a.findIndex((part, i) => part !== b[i]);
  return differing >= 0 && a[differing] < b[differing];
}

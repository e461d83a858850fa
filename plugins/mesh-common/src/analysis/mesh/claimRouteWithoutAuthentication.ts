import { VirtualService } from '../../delivery/VirtualService';
import { matchesLabels } from '../../kubernetes/labelSelector';
import { gatewayReferences } from './gatewayReference';
import { about, MeshRule } from './MeshRule';
import { SelectingPolicy } from './objects';
import { allPods } from './podLabels';

/**
 * A VirtualService routes by the claims of a token, and no RequestAuthentication has the gateway read tokens.
 *
 * Source: istio pkg/config/analysis/analyzers/virtualservice/jwtclaimroute.go.
 */
export const claimRouteWithoutAuthentication: MeshRule = view => {
  const { rootNamespace } = view.mesh;
  const readsTokens = (namespace: string, labels: Record<string, string>) =>
    [...new Set([rootNamespace, namespace])].some(ns =>
      view
        .list<SelectingPolicy>('RequestAuthentication', ns)
        .some(({ spec }) => matchesLabels(spec?.selector, labels)),
    );
  return gatewayReferences(view).flatMap(({ virtualService, istio, name }) => {
    const claim = claimOf(virtualService);
    if (!istio || claim === undefined) {
      return [];
    }
    const selector = { matchLabels: istio.spec?.selector };
    return allPods(view)
      .filter(
        ({ namespace, labels, pod }) =>
          pod &&
          matchesLabels(selector, labels) &&
          !readsTokens(namespace, labels),
      )
      .map(({ pod }) => ({
        severity: 'error' as const,
        object: about(virtualService, 'spec.http'),
        message: `Routes depend on ${claim}, but pod ${pod?.metadata.name} of Gateway ${name} reads no tokens: without a RequestAuthentication no request has claims.`,
        action: 'Add a RequestAuthentication that selects the gateway.',
      }));
  });
};

function claimOf({ spec }: VirtualService): string | undefined {
  return (spec?.http ?? [])
    .flatMap(({ match = [] }) => match)
    .flatMap(({ headers = {}, withoutHeaders = {} }) => [
      ...Object.keys(headers),
      ...Object.keys(withoutHeaders),
    ])
    .find(header => /^@request\.auth\.claims(\.|\[)/.test(header));
}

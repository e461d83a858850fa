import { RequestAuthentication } from '../../istio/authorization/RequestAuthentication';
import { Container, WorkloadObject } from '../../kubernetes/KubernetesObject';
import { about, MeshRule } from './MeshRule';
import { fullName } from './objects';

const BLOCKED = 'BLOCKED_CIDRS_IN_JWKS_URIS';

type WithEnvironment = Container & {
  env?: { name: string; value?: string; valueFrom?: object }[];
};

/**
 * istiod fetches the keys of tokens from wherever a RequestAuthentication says, and no network is closed to it. Who may write
 * one can have it call what only istiod can reach.
 *
 * Source: istio pkg/config/analysis/analyzers/authn/blockedcidrs.go; keys that are written in the object are not fetched.
 */
export const jwksFetchUnrestricted: MeshRule = view => {
  const fetching = view
    .listAll<RequestAuthentication>('RequestAuthentication')
    .filter(({ spec }) =>
      (spec?.jwtRules ?? []).some(rule => rule && !rule.jwks),
    )
    .map(fullName)
    .sort();
  return fetching.length === 0
    ? []
    : view
        .listAll<WorkloadObject>('Deployment')
        .filter(
          ({ metadata, spec }) =>
            metadata.labels?.app === 'istiod' &&
            isOpen(spec?.template?.spec?.containers ?? []),
        )
        .map(deployment => ({
          severity: 'warning',
          object: about(deployment, 'spec.template.spec.containers'),
          message: `istiod may fetch keys from any address, and ${shorten(fetching)} ${fetching.length === 1 ? 'has' : 'have'} it fetch some: whoever writes a RequestAuthentication can have it call what only istiod reaches.`,
          action: `Set ${BLOCKED} of istiod to the ranges that are to be closed to it, such as those of pods, Services and cloud metadata.`,
        }));
};

/** Whether no network is closed. A reader leaves environments out, and a value from elsewhere may be any. */
function isOpen(containers: readonly WithEnvironment[]): boolean {
  const environment = containers.flatMap(({ env = [] }) => env);
  return (
    environment.length > 0 &&
    !environment.some(
      ({ name, value, valueFrom }) => name === BLOCKED && (value || valueFrom),
    )
  );
}

function shorten(names: readonly string[]): string {
  return names.length <= 5
    ? names.join(', ')
    : `${names.slice(0, 5).join(', ')} and ${names.length - 5} more`;
}

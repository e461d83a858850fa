import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { ProfileEndUsers } from '../profile/Profile';
import { managedMetadata } from './managed';
import { PolicyAttachment } from './policyAttachment';

/** `security.istio.io/v1` RequestAuthentication, as far as we write it. */
export interface RequestAuthenticationManifest extends KubernetesObject {
  kind: 'RequestAuthentication';
  spec: PolicyAttachment & {
    jwtRules: {
      issuer: string;
      jwksUri: string;
      audiences?: string[];
      forwardOriginalToken: boolean;
    }[];
  };
}

/**
 * Whose tokens count. It refuses a token that is not valid and lets requests without one pass, so it takes an
 * AuthorizationPolicy to ask for a token.
 */
export function requestAuthentication(of: {
  name: string;
  namespace: string;
  attachment: PolicyAttachment;
  endUsers: ProfileEndUsers;
}): RequestAuthenticationManifest {
  const { issuer, jwksUri, audiences } = of.endUsers;
  return {
    apiVersion: 'security.istio.io/v1',
    kind: 'RequestAuthentication',
    metadata: managedMetadata(of),
    spec: {
      ...of.attachment,
      jwtRules: [
        {
          issuer,
          jwksUri,
          ...(audiences && { audiences }),
          // The workload had the token before, and may look at it itself.
          forwardOriginalToken: true,
        },
      ],
    },
  };
}

import { KubernetesObject } from '../../kubernetes/KubernetesObject';
import { WorkloadSelector } from '../../kubernetes/labelSelector';
import { PolicyTargetReference } from './AuthorizationPolicy';

/** `security.istio.io/v1` RequestAuthentication: which tokens a workload believes. It refuses no request without one. */
export interface RequestAuthentication extends KubernetesObject {
  kind: 'RequestAuthentication';
  spec?: {
    selector?: WorkloadSelector;
    /** The older, single form of `targetRefs`. */
    targetRef?: PolicyTargetReference;
    targetRefs?: PolicyTargetReference[];
    jwtRules?: (JwtRule | null)[];
  };
}

/** Tokens of one issuer: how they are checked and where they are found. */
export interface JwtRule {
  issuer?: string;
  audiences?: string[];
  jwksUri?: string;
  /** A JSON Web Key Set, as text. */
  jwks?: string;
  fromHeaders?: ({ name?: string; prefix?: string } | null)[];
  fromParams?: string[];
  fromCookies?: string[];
  outputPayloadToHeader?: string;
  outputClaimToHeaders?: ({ header?: string; claim?: string } | null)[];
  forwardOriginalToken?: boolean;
  /** A duration, such as `5s`. */
  timeout?: string;
  spaceDelimitedClaims?: string[];
  presence?: string;
}

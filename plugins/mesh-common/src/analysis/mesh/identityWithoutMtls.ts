import { identityRulesWithoutMtls } from '../../istio/clientTls/identityRules';
import { MeshRule } from './MeshRule';

/** An AuthorizationPolicy looks at who calls, and clients in the mesh do not use mTLS, which alone tells that. */
export const identityWithoutMtls: MeshRule = view =>
  identityRulesWithoutMtls(view).map(({ evidence, reason }) => ({
    severity: 'error',
    object: evidence,
    message: `Callers have no identity that the rule could look at: ${reason}`,
    action: 'Let clients use mTLS before rules rely on it.',
  }));

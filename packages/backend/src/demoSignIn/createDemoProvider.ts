import {
  createProxyAuthenticator,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import type { DemoIdentity } from './demoIdentities';

/**
 * Auth provider that signs in one catalog user and asks nothing. It takes the proxy form, in which the request alone
 * proves who one is: here every request does.
 */
export function createDemoProvider(identity: DemoIdentity) {
  return createProxyAuthProviderFactory({
    authenticator: createProxyAuthenticator({
      defaultProfileTransform: async () => ({
        profile: { displayName: identity.displayName },
      }),
      initialize: () => undefined,
      authenticate: async () => ({ result: identity }),
    }),
    // By the catalog, so that the groups in the token are those that the catalog's pages show.
    signInResolver: (_info, context) =>
      context.signInWithCatalogUser({ entityRef: identity.userEntityRef }),
  });
}

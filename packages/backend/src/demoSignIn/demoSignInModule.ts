import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { authProvidersExtensionPoint } from '@backstage/plugin-auth-node';
import { createDemoProvider } from './createDemoProvider';
import { demoIdentities } from './demoIdentities';
import { demoSignInWanted } from './demoSignInWanted';

/** Two people to try the portal as, when `mesh.demo.signIn` is true. */
export const demoSignInModule = createBackendModule({
  pluginId: 'auth',
  moduleId: 'demo-sign-in',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        providers: authProvidersExtensionPoint,
      },
      async init({ config, logger, providers }) {
        if (!demoSignInWanted({ config, nodeEnv: process.env.NODE_ENV })) {
          return;
        }
        for (const identity of demoIdentities) {
          providers.registerProvider({
            providerId: identity.providerId,
            factory: createDemoProvider(identity),
          });
        }
        logger.warn(
          'Demo sign-in is on: whoever reaches this backend may sign in without a password.',
        );
      },
    });
  },
});

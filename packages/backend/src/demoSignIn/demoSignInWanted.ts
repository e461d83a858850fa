import type { Config } from '@backstage/config';
import { demoIdentities } from './demoIdentities';

/**
 * Whether the configuration asks for the demo sign-in.
 *
 * Signing in without a password next to real accounts would be a door beside the gate, so asking for it where real
 * people may sign in is an error and not a warning.
 *
 * @throws Error - when it is asked for in production, or next to any other auth provider
 */
export function demoSignInWanted(options: {
  config: Config;
  nodeEnv: string | undefined;
}): boolean {
  const { config, nodeEnv } = options;
  if (!config.getOptionalBoolean('mesh.demo.signIn')) {
    return false;
  }
  if (nodeEnv === 'production') {
    throw new Error(
      'mesh.demo.signIn lets anybody in without a password, so it does not start with NODE_ENV=production. Remove mesh.demo.signIn and configure a real provider under auth.providers.',
    );
  }
  const demoProviders = demoIdentities.map(identity => identity.providerId);
  const others = (
    config.getOptionalConfig('auth.providers')?.keys() ?? []
  ).filter(provider => !demoProviders.includes(provider));
  if (others.length > 0) {
    throw new Error(
      `mesh.demo.signIn lets anybody in without a password, so it does not start next to other auth providers, and auth.providers has: ${others.join(', ')}. Remove either mesh.demo.signIn or these providers.`,
    );
  }
  return true;
}

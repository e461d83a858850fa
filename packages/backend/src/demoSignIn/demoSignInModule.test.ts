import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  authProvidersExtensionPoint,
  type AuthProviderRegistrationOptions,
} from '@backstage/plugin-auth-node';
import { demoSignInModule } from './demoSignInModule';

async function registeredProviders(data: {
  [key: string]: {};
}): Promise<AuthProviderRegistrationOptions[]> {
  const registered: AuthProviderRegistrationOptions[] = [];
  const backend = await startTestBackend({
    extensionPoints: [
      [
        authProvidersExtensionPoint,
        { registerProvider: options => registered.push(options) },
      ],
    ],
    features: [demoSignInModule, mockServices.rootConfig.factory({ data })],
  });
  await backend.stop();
  return registered;
}

const on = { mesh: { demo: { signIn: true } } };

describe('demoSignInModule', () => {
  it('registers one provider a person', async () => {
    const providers = await registeredProviders(on);

    expect(providers.map(provider => provider.providerId)).toEqual([
      'demo-owner',
      'demo-platform',
    ]);
  });

  it('registers nothing unless asked', async () => {
    expect(await registeredProviders({})).toEqual([]);
  });

  it('keeps the backend from starting in production', async () => {
    const environment = jest.replaceProperty(process, 'env', {
      ...process.env,
      NODE_ENV: 'production',
    });

    try {
      await expect(registeredProviders(on)).rejects.toThrow(/NODE_ENV/);
    } finally {
      environment.restore();
    }
  });

  it('keeps the backend from starting next to a real provider', async () => {
    const providers = { github: { production: {} } };

    await expect(
      registeredProviders({ ...on, auth: { providers } }),
    ).rejects.toThrow(/auth\.providers has: github/);
  });
});

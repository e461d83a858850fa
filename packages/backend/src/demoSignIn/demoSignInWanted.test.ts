import { ConfigReader } from '@backstage/config';
import { demoSignInWanted } from './demoSignInWanted';

const demoProviders = { 'demo-owner': {}, 'demo-platform': {} };

const wanted = (data: object, nodeEnv?: string) =>
  demoSignInWanted({
    config: new ConfigReader(JSON.parse(JSON.stringify(data))),
    nodeEnv,
  });

describe('demoSignInWanted', () => {
  it.each([
    ['nothing is configured', {}],
    ['signIn is false', { mesh: { demo: { signIn: false } } }],
    [
      'only the providers are configured',
      { auth: { providers: demoProviders } },
    ],
  ])('is off when %s, in production too', (_when, data) => {
    expect(wanted(data, 'development')).toBe(false);
    expect(wanted(data, 'production')).toBe(false);
  });

  it.each([
    ['the demo providers', { providers: demoProviders }],
    ['no providers', undefined],
  ])('is on when asked for with %s', (_with, auth) => {
    const data = { mesh: { demo: { signIn: true } }, auth };

    expect(wanted(data, 'development')).toBe(true);
    expect(wanted(data)).toBe(true);
  });

  it('refuses production', () => {
    const data = {
      mesh: { demo: { signIn: true } },
      auth: { providers: demoProviders },
    };

    expect(() => wanted(data, 'production')).toThrow(
      /does not start with NODE_ENV=production/,
    );
  });

  it('refuses any other provider and names it', () => {
    const data = {
      mesh: { demo: { signIn: true } },
      auth: { providers: { ...demoProviders, github: {}, guest: {} } },
    };

    expect(() => wanted(data, 'development')).toThrow(
      /auth\.providers has: github, guest\./,
    );
  });
});

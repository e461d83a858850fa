import { profileSchema } from '@onmesh/plugin-mesh-common';
import { profile } from '../__testUtils__/profile';
import { draftFromProfile } from './draftFromProfile';
import { keptParts } from './keptParts';
import { ProfileDraft } from './ProfileDraft';
import { errorAt, readDraft } from './readDraft';

const draft = draftFromProfile(profile);
const caller = draft.callers[0];

describe('readDraft', () => {
  it('gives back the profile that the form was filled from', () => {
    expect(readDraft(draft)).toEqual({ profile, errors: {} });
  });

  it('keeps what the form has no field for, and says what that is', () => {
    const more = profileSchema.parse({
      ...profile,
      callers: [
        ...profile.callers,
        { namespace: 'support' },
        { ipBlocks: ['10.0.0.0/8'] },
      ],
      traffic: { ...profile.traffic, maxRequests: 5 },
      egress: { hosts: ['api.bank.example'] },
      tracing: { samplingPercent: 1 },
    });

    expect(readDraft(draftFromProfile(more))).toEqual({
      profile: more,
      errors: {},
    });
    expect(keptParts(more)).toEqual([
      '2 callers without a service account',
      'egress',
      'tracing',
    ]);
  });

  it('says nothing about the rest when the service is to leave the mesh', () => {
    const { profile: read, errors } = readDraft({
      ...draft,
      mesh: 'none',
      timeout: 'nonsense that is not on the screen',
    });

    expect(errors).toEqual({});
    expect(read).toEqual({
      apiVersion: 'onmesh.io/v1',
      mesh: 'none',
      mtls: { mode: 'strict', portExceptions: [] },
      access: 'closed',
      callers: [],
    });
  });

  it.each<[string, Partial<ProfileDraft>, string, RegExp]>([
    [
      'a port that is no number',
      { portExceptions: [{ key: 0, port: 'http', mode: 'disable' }] },
      'mtls.portExceptions.0.port',
      /whole number/,
    ],
    [
      'a port that is left empty',
      { portExceptions: [{ key: 0, port: '', mode: 'disable' }] },
      'mtls.portExceptions.0.port',
      /whole number/,
    ],
    [
      'a port out of range',
      { portExceptions: [{ key: 0, port: '70000', mode: 'disable' }] },
      'mtls.portExceptions.0.port',
      /at most 65535/,
    ],
    [
      'a namespace in capitals',
      { callers: [{ ...caller, namespace: 'Shop' }] },
      'callers.0.namespace',
      /lower-case/,
    ],
    [
      'an unknown method',
      { callers: [{ ...caller, methods: 'GET, FETCH' }] },
      'callers.0.methods',
      /one of GET, HEAD/,
    ],
    [
      'a path without its slash',
      { callers: [{ ...caller, paths: 'orders' }] },
      'callers.0.paths',
      /starts with a slash/,
    ],
    ['a timeout without a unit', { timeout: '5' }, 'traffic.timeout', /500ms/],
    [
      'a try timeout without attempts',
      { retryAttempts: '', perTryTimeout: '1s' },
      'traffic.retries.attempts',
      /whole number/,
    ],
    [
      'an ejection without its time',
      { consecutive5xx: '5', ejectionTime: '' },
      'traffic.outlierDetection.ejectionTime',
      /required/,
    ],
    [
      'weights that do not grow',
      {
        canarySteps: [
          { key: 0, weight: '50', pause: '5m' },
          { key: 1, weight: '10', pause: '5m' },
        ],
      },
      'canary.steps',
      /grow/,
    ],
    [
      'a canary without steps',
      { canarySteps: [] },
      'canary.steps',
      /at least 1/,
    ],
    [
      'a pause that is neither a duration nor manual',
      { canarySteps: [{ key: 0, weight: '10', pause: 'later' }] },
      'canary.steps.0.pause',
      /manual/,
    ],
  ])('refuses %s, next to its field', (_, change, path, message) => {
    const { profile: read, errors } = readDraft({ ...draft, ...change });

    expect(read).toBeUndefined();
    expect(errorAt(errors, path)).toMatch(message);
  });
});

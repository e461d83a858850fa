import { profile } from '../__testUtils__/profile';
import { draftFromProfile, ProfileDraft } from './ProfileDraft';
import { errorAt, readDraft } from './readDraft';

const draft = draftFromProfile(profile);
const { mtls, traffic, canary } = draft;
const caller = draft.callers[0];
const step = canary.steps[0];

describe('readDraft', () => {
  it('does not mind spaces around what was typed', () => {
    expect(
      readDraft({
        ...draft,
        callers: [{ ...caller, namespace: ' shop ', methods: ' get,  post ' }],
        traffic: { ...traffic, timeout: '5s ', attempts: ' 2' },
      }),
    ).toEqual({ profile, errors: {} });
  });

  it('takes two rows of the same claim for one, of which any value will do', () => {
    const claims = [
      { key: 0, name: 'role', values: 'clerk' },
      { key: 1, name: 'role', values: 'customer\nguest' },
    ];

    const { profile: read } = readDraft({
      ...draft,
      callers: [{ ...caller, endUser: true, claims }],
      endUsers: {
        isSet: true,
        issuer: 'https://login.example',
        jwksUri: 'https://login.example/keys',
        audiences: '',
      },
    });

    expect(read?.callers[0].endUser?.claims).toEqual({
      role: ['clerk', 'customer', 'guest'],
    });
  });

  it.each<[string, Partial<ProfileDraft>, string, RegExp]>([
    [
      'a port that is no number',
      {
        mtls: {
          ...mtls,
          portExceptions: [{ key: 0, port: 'http', mode: 'disable' }],
        },
      },
      'mtls.portExceptions.0.port',
      /^must be a number/,
    ],
    [
      'a port that is left empty',
      {
        mtls: {
          ...mtls,
          portExceptions: [{ key: 0, port: '', mode: 'disable' }],
        },
      },
      'mtls.portExceptions.0.port',
      /^is required/,
    ],
    [
      'a port with a fraction',
      {
        mtls: {
          ...mtls,
          portExceptions: [{ key: 0, port: '80.5', mode: 'disable' }],
        },
      },
      'mtls.portExceptions.0.port',
      /^must be a whole number/,
    ],
    [
      'a port out of range',
      {
        mtls: {
          ...mtls,
          portExceptions: [{ key: 0, port: '70000', mode: 'disable' }],
        },
      },
      'mtls.portExceptions.0.port',
      /^must be at most 65535/,
    ],
    [
      'a number as programmers write it',
      { traffic: { ...traffic, maxConnections: '0x10' } },
      'traffic.maxConnections',
      /^must be a number/,
    ],
    [
      'a namespace in capitals',
      { callers: [{ ...caller, namespace: 'Shop' }] },
      'callers.0.namespace',
      /^must be lower-case/,
    ],
    [
      'a service account that is left empty',
      { callers: [{ ...caller, serviceAccount: '' }] },
      'callers.0.serviceAccount',
      /^is required/,
    ],
    [
      'an unknown method, by its name',
      { callers: [{ ...caller, methods: 'GET, FETCH' }] },
      'callers.0.methods',
      /^FETCH must be one of GET, HEAD/,
    ],
    [
      'a path without its slash, by its name',
      { callers: [{ ...caller, paths: '/a\norders' }] },
      'callers.0.paths',
      /^orders must be a path that starts with a slash/,
    ],
    [
      'a timeout without a unit',
      { traffic: { ...traffic, timeout: '5' } },
      'traffic.timeout',
      /500ms/,
    ],
    [
      'a try timeout without attempts',
      { traffic: { ...traffic, attempts: '', perTryTimeout: '1s' } },
      'traffic.retries.attempts',
      /^is required/,
    ],
    [
      'an ejection without its time',
      { traffic: { ...traffic, consecutive5xx: '5', ejectionTime: '' } },
      'traffic.outlierDetection.ejectionTime',
      /^is required/,
    ],
    [
      'weights that do not grow',
      {
        canary: {
          ...canary,
          steps: [
            { ...step, weight: '50' },
            { ...step, key: 1, weight: '10' },
          ],
        },
      },
      'canary.steps',
      /grow/,
    ],
    [
      'a canary without steps',
      { canary: { ...canary, steps: [] } },
      'canary.steps',
      /at least one/,
    ],
    [
      'a pause that is no duration',
      { canary: { ...canary, steps: [{ ...step, pause: 'later' }] } },
      'canary.steps.0.pause',
      /^must be a duration/,
    ],
  ])('refuses %s, next to its field', (_, change, path, message) => {
    const { profile: read, errors } = readDraft({ ...draft, ...change });

    expect(read).toBeUndefined();
    expect(errorAt(errors, path)).toMatch(message);
  });
});

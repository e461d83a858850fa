import { profileSchema } from './Profile';

const minimal = { apiVersion: 'onmesh.io/v1', mesh: 'istio-sidecar' };
const caller = { namespace: 'shop', serviceAccount: 'frontend' };
const step = { weight: 10, pause: '5m' };

describe('a profile', () => {
  it('needs two lines, and is strict and closed unless it says otherwise', () => {
    expect(profileSchema.parse(minimal)).toEqual({
      ...minimal,
      mtls: { mode: 'strict', portExceptions: [] },
      access: 'closed',
      callers: [],
    });
  });

  it.each([
    ['an unknown field', { meshh: 'x' }, ''],
    ['a mesh that we do not know', { mesh: 'consul' }, 'mesh'],
    [
      'a name that Kubernetes refuses',
      { callers: [{ ...caller, namespace: 'Shop' }] },
      'callers.0.namespace',
    ],
    [
      'a name that would leave its YAML',
      { callers: [{ ...caller, namespace: 'a: b' }] },
      'callers.0.namespace',
    ],
    [
      'a path without its slash',
      { callers: [{ ...caller, paths: ['orders'] }] },
      'callers.0.paths.0',
    ],
    [
      'a path with a line break',
      { callers: [{ ...caller, paths: ['/a\n- b'] }] },
      'callers.0.paths.0',
    ],
    [
      'a star in the middle of a path',
      { callers: [{ ...caller, paths: ['/a/*/b'] }] },
      'callers.0.paths.0',
    ],
    [
      'a method in lower case',
      { callers: [{ ...caller, methods: ['get'] }] },
      'callers.0.methods.0',
    ],
    [
      'a port out of range',
      { callers: [{ ...caller, ports: [70000] }] },
      'callers.0.ports.0',
    ],
    [
      'a weight of a hundred',
      { canary: { steps: [{ ...step, weight: 100 }] } },
      'canary.steps.0.weight',
    ],
    [
      'weights that shrink',
      { canary: { steps: [{ ...step, weight: 50 }, step] } },
      'canary.steps',
    ],
    [
      'a pause without a unit',
      { canary: { steps: [{ ...step, pause: '5' }] } },
      'canary.steps.0.pause',
    ],
    [
      'a success rate above a hundred',
      { canary: { steps: [step], analysis: { minSuccessRate: 101 } } },
      'canary.analysis.minSuccessRate',
    ],
    ['a timeout in words', { traffic: { timeout: 'soon' } }, 'traffic.timeout'],
  ])('refuses %s and names the field', (_, part, path) => {
    const { error } = profileSchema.safeParse({ ...minimal, ...part });
    expect(error?.issues[0].path.join('.')).toBe(path);
  });
});

import { Plan } from '../plan/Plan';
import { planProblems } from './planProblems';

const object = (mode: string, name = 'orders') => `
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata:
  name: ${name}
spec:
  mtls:
    mode: ${mode}
`;

const plan = (before: string | null, after: string | null): Plan['stages'] => [
  {
    id: 'encrypt',
    title: '',
    why: '',
    files: [{ path: 'mtls.yaml', before, after }],
    gates: [],
    effects: { callers: [], appearing: [], resolved: [], restarts: false },
  },
];

const problemsOf = (before: string | null, after: string | null) =>
  planProblems({ stages: plan(before, after) }).map(
    ({ file, object: of, path }) => [file, of, path],
  );

describe('The files of a plan', () => {
  it('are no problem when the cluster takes them', () => {
    expect(problemsOf(null, object('STRICT'))).toEqual([]);
  });

  it('are a problem when it does not', () => {
    expect(problemsOf(null, object('STRCT'))).toEqual([
      ['mtls.yaml', 'PeerAuthentication orders', 'spec.mtls.mode'],
    ]);
  });

  it('are judged by what the plan changes, and not by what was there', () => {
    const own = object('LATER', 'payments');
    expect(problemsOf(own, `${own}---${object('STRICT')}`)).toEqual([]);
  });

  it('are no problem when they go away, or are no objects', () => {
    expect(problemsOf(object('STRCT'), null)).toEqual([]);
    expect(problemsOf(null, 'resources:\n  - mtls.yaml\n')).toEqual([]);
  });
});

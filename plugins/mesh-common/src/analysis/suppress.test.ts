import { Finding } from '../status/Finding';
import { ClusterView } from '../view/ClusterView';
import { suppress } from './suppress';

const finding: Finding = {
  code: 'IST0118',
  severity: 'info',
  object: { kind: 'Service', namespace: 'shop', name: 'cart' },
  message: '',
  action: '',
};

function reason(annotations: Record<string, string>): string | undefined {
  const view = new ClusterView({
    cluster: 'test',
    objects: [
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'cart', namespace: 'shop', annotations },
      },
    ],
  });
  const { findings, suppressed } = suppress(view, [finding]);
  expect(findings.length + suppressed.length).toBe(1);
  return suppressed[0]?.reason;
}

describe('a finding is set aside', () => {
  it.each([
    ['IST0118: the vendor names its ports', 'the vendor names its ports'],
    [
      'IST0101: other\n  IST0118 :  the vendor: names its ports  ',
      'the vendor: names its ports',
    ],
  ])('where the object says so with a reason: %j', (ignore, expected) => {
    expect(reason({ 'onmesh.io/ignore': ignore })).toBe(expected);
  });

  it.each(['IST0118', 'IST0118:', 'IST0118:   ', 'IST0119: no', ''])(
    'but not by %j, which gives no reason for it',
    ignore => {
      expect(reason({ 'onmesh.io/ignore': ignore })).toBeUndefined();
    },
  );

  it.each([
    ['IST0118', true],
    ['IST0101, IST0118', true],
    ['*', true],
    ['IST0101', false],
  ])("as Istio's own annotation says: %s", (codes, expected) => {
    const said = reason({ 'galley.istio.io/analyze-suppress': codes });
    expect(said !== undefined).toBe(expected);
  });

  it('never when it is about no object', () => {
    const view = new ClusterView({ cluster: 'test', objects: [] });
    const { object: _, ...general } = finding;
    expect(suppress(view, [general])).toEqual({
      findings: [general],
      suppressed: [],
    });
  });
});

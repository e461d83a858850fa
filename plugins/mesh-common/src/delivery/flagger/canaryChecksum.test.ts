import { Canary } from './Canary';
import { canaryChecksum } from './canaryChecksum';

const canary = (status: Canary['status']): Canary => ({
  apiVersion: 'flagger.app/v1beta1',
  kind: 'Canary',
  metadata: { name: 'podinfo', namespace: 'default' },
  status,
});

// What Flagger's own ComputeHash gives for the same fields.
describe('canaryChecksum', () => {
  it.each<[string, Canary['status'], string]>([
    ['no configuration', { lastAppliedSpec: '5f56684589' }, '5c4d6696cf'],
    [
      'no configuration, said to be none',
      { lastAppliedSpec: '5f56684589', trackedConfigs: {} },
      '557d867f8b',
    ],
    [
      'one ConfigMap',
      {
        lastAppliedSpec: '4cb74184589',
        trackedConfigs: { 'test-config-map': '484637c76acaa7c6' },
      },
      '569bdb7cb9',
    ],
    [
      'several, in the order of their names and in UTF-8',
      {
        lastAppliedSpec: '4cb74184589',
        trackedConfigs: { 'secret/b': '1', 'configmap/a': '2 "q" \\ é' },
      },
      '687d69c998',
    ],
    [
      'names in the order of their bytes',
      {
        lastAppliedSpec: 'z\n',
        trackedConfigs: {
          'b-a': '1',
          b: '2',
          B: '3',
          b_a: '4',
          ä: '5',
          '': '6',
        },
      },
      '67569d6588',
    ],
    ['nothing applied yet', null, '758df7c9fc'],
  ])('names %s as Flagger does', (_, status, checksum) => {
    expect(canaryChecksum(canary(status))).toBe(checksum);
  });
});

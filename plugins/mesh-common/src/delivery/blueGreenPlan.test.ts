import { blueGreenPlan } from './blueGreenPlan';
import { Rollout } from './Rollout';

type BlueGreen = NonNullable<
  NonNullable<NonNullable<Rollout['spec']>['strategy']>['blueGreen']
>;

const planOf = (blueGreen?: BlueGreen) =>
  blueGreenPlan({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name: 'orders' },
    spec: { strategy: { blueGreen } },
  });

describe('blueGreenPlan', () => {
  it.each<[string, BlueGreen, object]>([
    [
      'the controller, when nothing is said',
      { activeService: 'a', previewService: 'b' },
      { activeService: 'a', previewService: 'b', switchedBy: 'controller' },
    ],
    [
      'a person, when switching by itself is off',
      { autoPromotionEnabled: false },
      { switchedBy: 'person' },
    ],
    [
      'a timer, also when switching by itself is off',
      { autoPromotionEnabled: false, autoPromotionSeconds: 30 },
      { switchedBy: 'timer', afterSeconds: 30 },
    ],
  ])('is switched by %s', (_, blueGreen, expected) => {
    expect(planOf(blueGreen)).toEqual(expected);
  });

  it('is none for another strategy', () => {
    expect(planOf()).toBeUndefined();
  });
});

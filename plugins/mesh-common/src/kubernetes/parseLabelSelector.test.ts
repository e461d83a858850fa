import { matchesLabelSelector } from './labelSelector';
import { parseLabelSelector } from './parseLabelSelector';

describe('a label selector written as text', () => {
  it.each([
    ['app=shop', { app: 'shop' }, true],
    ['app==shop', { app: 'shop' }, true],
    ['app = shop', { app: 'bank' }, false],
    ['app!=shop', {}, true],
    ['app!=shop', { app: 'shop' }, false],
    ['app=shop,tier=web', { app: 'shop' }, false],
    ['env in (prod, stage),app=shop', { env: 'stage', app: 'shop' }, true],
    ['env notin (prod,stage)', { env: 'prod' }, false],
    ['legacy', { legacy: '' }, true],
    ['!legacy', { legacy: '' }, false],
    ['', { app: 'anything' }, true],
  ])('%s selects %j: %s', (text, labels, expected) => {
    expect(matchesLabelSelector(parseLabelSelector(text), labels)).toBe(
      expected,
    );
  });

  it.each(['a=b=c', 'env in prod', '(a)', 'a b'])(
    'refuses %s and names it',
    text => {
      expect(() => parseLabelSelector(text)).toThrow(text);
    },
  );
});

import { istioRules } from './mesh/istioRules';
import { ownRules } from './mesh/ownRules';
import { linkOf } from './linkOf';
import { policyRules } from './policy/policyRules';
import { rules } from './rules';

describe('a code', () => {
  it.each([rules, istioRules, ownRules, policyRules].flatMap(Object.keys))(
    '%s has a place where more is written about it',
    code => {
      expect(linkOf(code)).toMatch(/^https:\/\/[a-z.-]+\/.*\/$/);
    },
  );

  it('of istioctl leads to its page, or to the list where it has none', () => {
    expect(linkOf('IST0101')).toMatch(/\/analysis\/ist0101\/$/);
    expect(linkOf('IST0177')).toMatch(/\/analysis\/$/);
  });

  it('has the subject of its first digits, unless it has one of its own', () => {
    expect(linkOf('ONM0101')).toContain('sidecar-injection');
    expect(linkOf('ONM0108')).toContain('waypoint');
  });

  it('that nobody gave leads nowhere', () => {
    expect(linkOf('ONM9999')).toBeUndefined();
  });
});

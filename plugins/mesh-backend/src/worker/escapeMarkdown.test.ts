import fc from 'fast-check';
import { escapeMarkdown } from './escapeMarkdown';

describe('escapeMarkdown', () => {
  it.each([
    ['plain words, 5 of them.', 'plain words, 5 of them.'],
    ['@everyone', '&#64;everyone'],
    ['<!-- onmesh: x -->', '&#60;&#33;-- onmesh&#58; x --&#62;'],
    ['a | b\n\n# c', 'a &#124; b &#35; c'],
    ['[x](https://e)', '&#91;x&#93;&#40;https&#58;//e&#41;'],
  ])('%j becomes %j', (text, expected) => {
    expect(escapeMarkdown(text)).toBe(expected);
  });

  it('leaves no character that Markdown or HTML acts upon', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const rest = escapeMarkdown(text).replace(/&#\d+;/g, '');
        expect(rest).not.toMatch(/[<>&|`*_[\]@:\\!#\n\r]/);
      }),
    );
  });
});

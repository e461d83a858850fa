import fc from 'fast-check';
import { ipBlockContains, parseIpBlock } from './ipBlock';

function contains(block: string, address: string): boolean | undefined {
  const parsed = parseIpBlock(block);
  return parsed && ipBlockContains(parsed, address);
}

describe('ipBlockContains', () => {
  it.each`
    block                 | address                 | holds
    ${'10.0.0.0/8'}       | ${'10.255.0.1'}         | ${true}
    ${'10.0.0.0/8'}       | ${'11.0.0.1'}           | ${false}
    ${'10.0.0.1'}         | ${'10.0.0.1'}           | ${true}
    ${'192.168.1.128/25'} | ${'192.168.1.127'}      | ${false}
    ${'::1'}              | ${'0:0:0:0:0:0:0:1'}    | ${true}
    ${'2001:DB8::/32'}    | ${'2001:db8::10.0.0.1'} | ${true}
    ${'fe80::/10'}        | ${'febf::1'}            | ${true}
    ${'fe80::/10'}        | ${'fec0::1'}            | ${false}
    ${'::/0'}             | ${'10.0.0.1'}           | ${false}
    ${'10.0.0.0/8'}       | ${'not an address'}     | ${false}
  `('$block holds $address: $holds', ({ block, address, holds }) => {
    expect(contains(block, address)).toBe(holds);
  });

  it.each([
    '',
    '10.0.0',
    '10.0.0.256',
    '010.0.0.1',
    '10.0.0.0/33',
    '10.0.0.0/08',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    '1:2:3',
    '1::2::3',
    '::/129',
    '1:2:3:4:5:6:7::8',
    '1.2.3.4::',
    'g::',
  ])('reads no block from "%s"', text => {
    expect(parseIpBlock(text)).toBeUndefined();
  });

  it('holds every address in the block of any length around it', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.nat(32), (address, length) => {
        expect(contains(`${address}/${length}`, address)).toBe(true);
      }),
    );
    fc.assert(
      fc.property(fc.ipV6(), fc.nat(128), (address, length) => {
        expect(contains(`${address}/${length}`, address)).toBe(true);
      }),
    );
  });
});

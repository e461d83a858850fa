import { isIP } from 'node:net';
import { asNode, textOf, unread } from './envoyNodes';

/** Whether an address is in a range of Envoy's. */
export function inRange(range: unknown, address: string): boolean {
  const { addressPrefix, prefixLen } = asNode(range);
  const prefix = textOf(addressPrefix);
  if (isIP(prefix) !== 4) {
    throw unread('addressPrefix', range);
  }
  const length = Number(prefixLen);
  return isIP(address) === 4 && bits(prefix, length) === bits(address, length);
}

function bits(address: string, length: number): string {
  return address
    .split('.')
    .map(part => Number(part).toString(2).padStart(8, '0'))
    .join('')
    .slice(0, length);
}

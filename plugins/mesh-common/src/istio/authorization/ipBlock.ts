/** An address as its bytes: 4 of them for IPv4, 16 for IPv6. */
type Bytes = readonly number[];

/** A range of addresses; bits of the address beyond the prefix do not count. */
export interface IpBlock {
  bytes: Bytes;
  prefixLength: number;
}

/**
 * Reads an address or a CIDR range, or gives undefined for what is neither.
 *
 * Source: istio pilot/pkg/networking/util/util.go, `AddrStrToCidrRange`.
 */
export function parseIpBlock(text: string): IpBlock | undefined {
  const [address, length, ...rest] = text.split('/');
  const bytes = parseIp(address);
  if (bytes === undefined || rest.length > 0) {
    return undefined;
  }
  if (length === undefined) {
    return { bytes, prefixLength: bytes.length * 8 };
  }
  // Go reads no leading zeros in a prefix length.
  const valid =
    /^(0|[1-9]\d{0,2})$/.test(length) && Number(length) <= bytes.length * 8;
  return valid ? { bytes, prefixLength: Number(length) } : undefined;
}

/** Whether a block holds an address. A block of one address family holds no address of the other, mapped ones included. */
export function ipBlockContains(block: IpBlock, address: string): boolean {
  const bytes = parseIp(address);
  if (bytes === undefined || bytes.length !== block.bytes.length) {
    return false;
  }
  return bytes.every((byte, index) => {
    const bits = Math.min(8, Math.max(0, block.prefixLength - index * 8));
    const step = 2 ** (8 - bits);
    return Math.floor(byte / step) === Math.floor(block.bytes[index] / step);
  });
}

function parseIp(text: string): Bytes | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

function parseIpv4(text: string): Bytes | undefined {
  const parts = text.split('.');
  const valid =
    parts.length === 4 &&
    parts.every(p => /^(0|[1-9]\d{0,2})$/.test(p) && Number(p) < 256);
  return valid ? parts.map(Number) : undefined;
}

function parseIpv6(text: string): Bytes | undefined {
  const [head, tail, ...more] = text.split('::').map(parseGroups);
  // Only the end may be written as an IPv4 address.
  if (head === undefined || more.length > 0 || /\..*:/.test(text)) {
    return undefined;
  }
  if (!text.includes('::')) {
    return head.length === 16 ? head : undefined;
  }
  // The "::" stands for at least one group of zeros.
  const missing = tail === undefined ? 0 : 16 - head.length - tail.length;
  return tail === undefined || missing < 2
    ? undefined
    : [...head, ...Array<number>(missing).fill(0), ...tail];
}

// Colon-separated groups of up to 4 hexadecimal digits; the last may be an IPv4 address.
function parseGroups(text: string): Bytes | undefined {
  if (text === '') {
    return [];
  }
  const bytes: number[] = [];
  const groups = text.split(':');
  for (const [index, group] of groups.entries()) {
    const ipv4 = index === groups.length - 1 ? parseIpv4(group) : undefined;
    if (ipv4 !== undefined) {
      bytes.push(...ipv4);
    } else if (/^[0-9a-fA-F]{1,4}$/.test(group)) {
      const number = Number.parseInt(group, 16);
      bytes.push(Math.floor(number / 256), number % 256);
    } else {
      return undefined;
    }
  }
  return bytes;
}

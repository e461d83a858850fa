import { ServicePortRef } from '../status/TargetStatus';

/** `orders:80 and orders:9090`. */
export function portsInWords(ports: readonly ServicePortRef[]): string {
  const words = ports.map(({ service, port }) => `${service}:${port}`);
  return words.length < 2
    ? words.join('')
    : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

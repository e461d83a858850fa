import { CallerVerdict } from '../../status/TargetStatus';

/** Callers that exist, as opposed to those that only a policy names. */
export function isKnown({ sources }: CallerVerdict): boolean {
  return sources.some(source => source !== 'policy');
}

export function list(callers: readonly { label: string }[]): string {
  return callers.map(({ label }) => label).join(', ');
}

export function ports(of: readonly { port: number }[]): string {
  return `${of.length === 1 ? 'Port' : 'Ports'} ${of.map(({ port }) => port).join(', ')}`;
}

export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

/** A share between 0 and 1 in percent, to a tenth. */
export function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}

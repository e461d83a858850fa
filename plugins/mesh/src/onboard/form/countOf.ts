import { plural } from '../../words/formatNumber';

/** How many there are, in words: `no host yet`, `2 hosts`. */
export function countOf(items: unknown[] | undefined, noun: string): string {
  return items ? plural(items.length, noun) : `no ${noun} yet`;
}

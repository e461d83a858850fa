import { callsInPlaintext } from './callsInPlaintext';
import { KnownCaller } from './knownCallers';

/**
 * On how many of its connections a caller shows who it is, for rules to recognise it: none without a proxy, and none that a
 * DestinationRule keeps from the mesh's mTLS. What is not known is taken for the best, as nothing speaks against it.
 */
export function recognition(entry: KnownCaller): 'all' | 'some' | 'none' {
  if (callsInPlaintext(entry)) {
    return 'none';
  }
  const shown = (entry.connections ?? []).map(({ sends }) => {
    if (sends === 'varies') {
      return 'some';
    }
    return sends === 'plaintext' || sends === 'tls' ? 'none' : 'all';
  });
  const [first = 'all', ...others] = shown;
  return others.every(one => one === first) ? first : 'some';
}

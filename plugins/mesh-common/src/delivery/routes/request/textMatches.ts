import { StringMatch } from '../../VirtualService';
import { Truth } from './RoutedRequest';

/**
 * Whether a text is what a match asks for; any text is, when it asks for nothing but that there is one. An expression must
 * fit the whole text. One that JavaScript reads otherwise than RE2, or not at all, is not known.
 *
 * Source: istio pilot/pkg/networking/core/route/route.go, `translateHeaderMatch`; envoy safe regex.
 */
export function textMatches(
  { exact, prefix, regex }: StringMatch,
  text: string,
): Truth {
  if (exact !== undefined) {
    return text === exact;
  }
  if (prefix !== undefined) {
    return text.startsWith(prefix);
  }
  if (regex === undefined || regex === '*') {
    return true;
  }
  const [, flags = '', expression] = /^(?:\(\?([ims]+)\))?(.*)$/s.exec(
    regex,
  ) ?? ['', '', regex];
  try {
    return new RegExp(`^(?:${expression})$`, flags).test(text);
  } catch {
    return 'unknown';
  }
}

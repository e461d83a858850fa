import { Problem, errors } from '../Problem';
import { isPort } from './hostNames';
import { HttpMatch } from './httpMatch';

export interface Redirect {
  uri?: string;
  prefixRewrite?: string;
  authority?: string;
  scheme?: string;
  port?: number;
  derivePort?: string;
  redirectCode?: number;
}

/**
 * What Istio says of a redirect.
 *
 * Source: istio pkg/config/validation/validation.go, `validateHTTPRedirect`.
 */
export function redirectProblems(
  redirect: Redirect | undefined,
  matches: readonly HttpMatch[],
  path: string,
): Problem[] {
  if (redirect === undefined) {
    return [];
  }
  const { uri, prefixRewrite, authority, scheme, port, derivePort } = redirect;
  const code = redirect.redirectCode ?? 0;
  return errors(
    [
      Boolean(uri && prefixRewrite),
      path,
      'Only one of uri and prefixRewrite can be set.',
    ],
    [
      Boolean(prefixRewrite) &&
        matches.some(match => match.uri && match.uri.prefix === undefined),
      `${path}.prefixRewrite`,
      'Every match must be one of a prefix.',
    ],
    [
      !uri &&
        !prefixRewrite &&
        !authority &&
        !scheme &&
        port === undefined &&
        derivePort === undefined,
      path,
      'A redirect needs one of uri, prefixRewrite, authority, scheme and port.',
    ],
    [
      code !== 0 && (code < 300 || code > 399),
      `${path}.redirectCode`,
      `${code} is no status of 300 to 399.`,
    ],
    [
      Boolean(scheme) && !['http', 'https'].includes(scheme ?? ''),
      `${path}.scheme`,
      'It must be http or https.',
    ],
    [
      Boolean(port) && !isPort(port ?? 0),
      `${path}.port`,
      'A port is a number of 1 to 65535.',
    ],
  );
}

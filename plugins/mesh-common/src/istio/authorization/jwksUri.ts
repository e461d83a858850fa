/** Where keys are fetched from. */
export interface JwksUri {
  scheme: 'http' | 'https';
  hostname: string;
  port: number;
  useSsl: boolean;
}

// Go's url.Parse: control characters and broken percent signs are errors anywhere, and a port has digits only.
const FORBIDDEN = /[\p{Cc} ]|%(?![0-9a-fA-F]{2})/u;
const URI =
  /^(https?):\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^:/?#]*)(?::(\d*))?(?:[/?#].*)?$/i;

/**
 * Reads the address of a key set, or gives undefined for what Istio takes for none.
 *
 * Source: istio pkg/config/security/security.go, `ParseJwksURI`.
 */
export function parseJwksUri(uri: string): JwksUri | undefined {
  const match = FORBIDDEN.test(uri) ? null : URI.exec(uri);
  if (!match) {
    return undefined;
  }
  const useSsl = match[1].toLowerCase() === 'https';
  return {
    scheme: useSsl ? 'https' : 'http',
    hostname: match[2].replace(/^\[(.*)\]$/, '$1'),
    port: match[3] ? Number(match[3]) : defaultPort(useSsl),
    useSsl,
  };
}

function defaultPort(useSsl: boolean): number {
  return useSsl ? 443 : 80;
}

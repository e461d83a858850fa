/** A Service or ServiceEntry host, as far as names for it go. */
export interface NamedService {
  hostname: string;
  /** Other full names of it. */
  aliases?: readonly string[];
  /** A Kubernetes Service without an address: its pods have names below its own. */
  headless?: boolean;
}

/** The names by which a caller can reach a host. */
export interface VirtualHostDomains {
  domains: string[];
  /** Those that are short for a full name, and give way to a host that is really called so. */
  short: string[];
}

/**
 * The names by which the proxy of a caller knows a host: the full name, with and without the dot at its end, and what is
 * left of it when the suffix that both share is dropped. Names of Kubernetes services are only cut for callers in the same
 * cluster domain, and the bare name only for those in the same namespace. The addresses of a Service, which also count as
 * names, are left out.
 *
 * Source: istio pilot/pkg/networking/core/httproute.go, `generateVirtualHostDomains`.
 *
 * @param dnsDomain - of the caller: `namespace.svc.cluster.local`
 */
export function virtualHostDomains(
  { hostname, aliases = [], headless = false }: NamedService,
  dnsDomain: string,
): VirtualHostDomains {
  const domains: string[] = [];
  const short: string[] = [];
  for (const name of [hostname, ...aliases]) {
    if (isAddress(name)) {
      domains.push(name.includes(':') ? `[${name}]` : name);
    } else {
      const others = [`${name}.`, ...shortNames(name, dnsDomain)];
      domains.push(name, ...others);
      short.push(...others);
    }
  }
  return {
    domains: headless
      ? [...domains, ...domains.map(domain => `*.${domain}`)]
      : domains,
    short,
  };
}

function shortNames(hostname: string, dnsDomain: string): string[] {
  const [namespace, clusterDomain] = splitOnce(dnsDomain, '.svc.');
  if (clusterDomain !== undefined) {
    const [service, rest] = splitOnce(hostname, '.svc.');
    const parts = service.split('.');
    if (rest !== clusterDomain || parts.length < 2) {
      return [];
    }
    return parts.slice(1).join('.') === namespace
      ? [parts[0], `${service}.svc`, service]
      : [service, `${service}.svc`];
  }
  const [own, callers] = [hostname.split('.'), dnsDomain.split('.')];
  let shared = 0;
  while (
    shared < Math.min(own.length, callers.length) &&
    own[own.length - 1 - shared] === callers[callers.length - 1 - shared]
  ) {
    shared += 1;
  }
  if (shared === 0) {
    return [];
  }
  const unique = own.slice(0, own.length - shared);
  return [
    unique.join('.'),
    // Two parts are a name and a namespace; one more part of the suffix makes the other usual spelling.
    ...(unique.length === 2
      ? [[...unique, own[own.length - shared]].join('.')]
      : []),
  ];
}

function splitOnce(text: string, by: string): [string, string | undefined] {
  const at = text.indexOf(by);
  return at < 0
    ? [text, undefined]
    : [text.slice(0, at), text.slice(at + by.length)];
}

function isAddress(host: string): boolean {
  return host.includes(':') || /^\d+(\.\d+){3}$/.test(host);
}

import {
  Destination,
  HttpRoute,
  RouteDestination,
} from '../../delivery/VirtualService';
import { gatewayApiFilters, headerChanges } from './gatewayApiFilters';
import { gatewayApiMatch } from './gatewayApiMatch';
import {
  BackendReference,
  GatewayApiMatch,
  GatewayApiRule,
} from './GatewayApiRule';
import { defaultClusterDomain, serviceHost } from './hostNames';

/** What the translation of a rule depends on besides the rule. */
export interface GatewayApiContext {
  /** Of the HTTPRoute or GRPCRoute. */
  namespace: string;
  name: string;
  clusterDomain?: string;
  /** Whether a reference to another namespace is granted; not asked for routes whose parent is a Service. */
  isGranted?: (backend: BackendReference & { namespace: string }) => boolean;
  /** Whether a host is known; all are where this is left out. Nothing is mirrored to an unknown one. */
  isKnown?: (hostname: string) => boolean;
}

/** Istio retries these whatever else a rule names. */
const CONNECTION_ERRORS = [
  'connect-failure',
  'refused-stream',
  'unavailable',
  'cancelled',
];

/**
 * A rule of an HTTPRoute or GRPCRoute as Istio routes, one for each condition, not yet sorted. A backend that may not be
 * referred to, or whose kind is unknown, keeps its share of the requests and answers them with 500. A rule whose backends
 * have no weight at all answers 500 itself. A GRPCRoute is the same, but knows no timeouts and retries.
 *
 * Source: istio pilot/pkg/config/kube/gateway/conversion.go, `convertHTTPRoute`, `convertGRPCRoute`.
 *
 * @param index - of the rule in `spec.rules`
 */
export function gatewayApiRoutes(
  rule: GatewayApiRule,
  index: number,
  context: GatewayApiContext,
): HttpRoute[] {
  const { namespace, name } = context;
  const mirrors = (rule.filters ?? [])
    .flatMap(({ requestMirror }) => requestMirror ?? [])
    .flatMap(({ backendRef, percent, fraction }) => {
      const destination = target(backendRef, context);
      const value = fraction
        ? (100 * fraction.numerator) / (fraction.denominator ?? 100)
        : percent;
      const { host } = destination;
      return host === undefined || context.isKnown?.(host) === false
        ? []
        : [
            {
              destination,
              ...(value !== undefined && { percentage: { value } }),
            },
          ];
    });
  const filters = gatewayApiFilters(rule.filters);
  const common: HttpRoute = {
    name: rule.name ?? `${namespace}.${name}.${index}`,
    ...filters,
    ...(mirrors.length > 0 && { mirrors }),
    ...limits(rule),
    ...answers(rule, filters.redirect !== undefined, context),
  };
  const matches: (GatewayApiMatch | undefined)[] = rule.matches?.length
    ? rule.matches
    : [undefined];
  return matches.map(match => ({
    ...common,
    ...(match && { match: [gatewayApiMatch(match)] }),
  }));
}

function answers(
  { backendRefs = [] }: GatewayApiRule,
  redirects: boolean,
  context: GatewayApiContext,
): Pick<HttpRoute, 'route' | 'directResponse'> {
  const weighted = backendRefs.filter(({ weight = 1 }) => weight > 0);
  if (weighted.length === 0) {
    return redirects ? {} : { directResponse: { status: 500 } };
  }
  return {
    route: weighted.map((backend): RouteDestination => {
      const headers = headerChanges(backend.filters);
      return {
        destination: target(backend, context),
        ...(weighted.length > 1 && { weight: backend.weight ?? 1 }),
        ...(headers && { headers }),
      };
    }),
  };
}

function limits({
  timeouts,
  retry,
}: GatewayApiRule): Pick<HttpRoute, 'timeout' | 'retries'> {
  const request = limit(timeouts?.request);
  const each = limit(timeouts?.backendRequest);
  if (retry === undefined) {
    const timeout = each ?? request;
    return timeout === undefined ? {} : { timeout };
  }
  const { attempts = 2, codes = [], backoff } = retry;
  return {
    ...(request && { timeout: request }),
    retries: {
      attempts,
      ...(attempts > 0 && {
        retryOn: [...CONNECTION_ERRORS, ...codes].join(','),
      }),
      ...(backoff && { backoff }),
      ...(each && { perTryTimeout: each }),
    },
  };
}

// A duration of nothing means no limit.
function limit(duration: string | undefined): string | undefined {
  return duration !== undefined && /[1-9]/.test(duration)
    ? duration
    : undefined;
}

function target(
  backend: BackendReference,
  context: GatewayApiContext,
): Destination {
  const { group = '', kind = 'Service', name, port } = backend;
  const { clusterDomain = defaultClusterDomain, isGranted } = context;
  const namespace = backend.namespace ?? context.namespace;
  const denied =
    namespace !== context.namespace &&
    isGranted?.({ ...backend, namespace }) === false;
  const host = hostOf({ group, kind, namespace, name }, clusterDomain);
  return denied || host === undefined
    ? {}
    : { host, ...(port !== undefined && { port: { number: port } }) };
}

function hostOf(
  of: { group: string; kind: string; namespace: string; name: string },
  domain: string,
): string | undefined {
  switch (`${of.group}/${of.kind}`) {
    case '/Service':
    case 'multicluster.x-k8s.io/ServiceImport':
      return serviceHost(of, domain);
    case 'networking.istio.io/Hostname':
      return of.name;
    default:
      return undefined;
  }
}

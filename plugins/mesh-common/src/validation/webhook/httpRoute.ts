import { Check, Problem, errors, warnings } from '../Problem';
import { CorsPolicy, corsProblems } from './cors';
import { Destination, destinationProblems } from './destination';
import { DirectResponse, directResponseProblems } from './directResponse';
import { durationCheck } from './durations';
import { Fault, faultProblems } from './fault';
import { Headers, headerProblems, isAuthority } from './headers';
import { HttpMatch, httpMatchProblems } from './httpMatch';
import { HttpRetry, retryProblems } from './retry';
import { Redirect, redirectProblems } from './redirect';
import { Rewrite, rewriteProblems } from './rewrite';
import { WeightedDestination, weightProblems } from './weights';

export interface HttpRoute {
  name?: string;
  match?: HttpMatch[];
  route?: (WeightedDestination & { headers?: Headers })[];
  redirect?: Redirect;
  directResponse?: DirectResponse;
  delegate?: object;
  rewrite?: Rewrite;
  timeout?: string;
  retries?: HttpRetry;
  fault?: Fault;
  mirror?: Destination;
  mirrors?: { destination?: Destination; percentage?: { value?: number } }[];
  mirrorPercent?: number;
  mirrorPercentage?: { value?: number };
  corsPolicy?: CorsPolicy;
  headers?: Headers;
}

/**
 * What Istio says of a route of a VirtualService.
 *
 * @param isDelegated - the VirtualService has no hosts: another one leads to it
 *
 * Source: istio pkg/config/validation/virtualservice.go, `validateHTTPRoute`.
 */
export function httpRouteProblems(
  http: HttpRoute,
  path: string,
  isDelegated: boolean,
): Problem[] {
  const { match = [], route = [], rewrite, headers } = http;
  return [
    ...conflicts(http, path, isDelegated),
    ...match.flatMap((one, index) =>
      httpMatchProblems(one, `${path}.match[${index}]`),
    ),
    ...headerProblems(headers, `${path}.headers`),
    ...corsProblems(http.corsPolicy, `${path}.corsPolicy`),
    ...faultProblems(http.fault, `${path}.fault`),
    ...mirrorProblems(http, path),
    ...redirectProblems(http.redirect, match, `${path}.redirect`),
    ...directResponseProblems(http.directResponse, `${path}.directResponse`),
    ...retryProblems(http.retries, `${path}.retries`),
    ...rewriteProblems(rewrite, `${path}.rewrite`),
    ...authorityProblems(rewrite, headers, path),
    ...route.flatMap((destination, index) =>
      headerProblems(destination.headers, `${path}.route[${index}].headers`),
    ),
    ...weightProblems(route, `${path}.route`),
    ...errors(durationCheck(http.timeout, `${path}.timeout`)),
  ];
}

function conflicts(
  http: HttpRoute,
  path: string,
  isDelegated: boolean,
): Problem[] {
  const { redirect, directResponse, route = [], delegate, mirror } = http;
  if (delegate && !isDelegated) {
    return errors(
      ...(['redirect', 'route'] as const).map((field): Check => [
        http[field] !== undefined,
        `${path}.${field}`,
        `A route that delegates has no ${field}.`,
      ]),
    );
  }
  const answer = redirect ? 'redirect' : 'directResponse';
  const answered = redirect ?? directResponse;
  return errors(
    [
      delegate !== undefined,
      `${path}.delegate`,
      'A delegate cannot delegate again.',
    ],
    [
      answered !== undefined && route.length > 0,
      `${path}.route`,
      `A route that answers by ${answer} leads nowhere.`,
    ],
    [
      answered !== undefined && http.fault !== undefined,
      `${path}.fault`,
      `There is no fault beside ${answer}.`,
    ],
    [
      answered !== undefined && http.rewrite !== undefined,
      `${path}.rewrite`,
      `There is no rewrite beside ${answer}.`,
    ],
    [
      redirect !== undefined && directResponse !== undefined,
      `${path}.directResponse`,
      'Only one of redirect and directResponse can be set.',
    ],
    [
      answered === undefined && route.length === 0,
      path,
      'A route needs one of route, redirect and directResponse.',
    ],
    [
      mirror !== undefined && (http.mirrors ?? []).length > 0,
      `${path}.mirrors`,
      'Only one of mirror and mirrors can be set.',
    ],
  );
}

function mirrorProblems(http: HttpRoute, path: string): Problem[] {
  const isPercentage = (value = 0) => value >= 0 && value <= 100;
  const { mirror, mirrors = [], mirrorPercent, mirrorPercentage } = http;
  return [
    ...destinationProblems(mirror, `${path}.mirror`),
    ...errors(
      [
        (mirrorPercent ?? 0) > 100,
        `${path}.mirrorPercent`,
        'A percentage is 0 to 100.',
      ],
      [
        !isPercentage(mirrorPercentage?.value),
        `${path}.mirrorPercentage.value`,
        'A percentage is 0 to 100.',
      ],
    ),
    ...warnings([
      mirrorPercent !== undefined,
      `${path}.mirrorPercent`,
      'It is deprecated: use mirrorPercentage.',
    ]),
    ...mirrors.flatMap(({ destination, percentage }, index) => [
      ...errors(
        [
          destination === undefined,
          `${path}.mirrors[${index}].destination`,
          'A mirror needs a destination.',
        ],
        [
          !isPercentage(percentage?.value),
          `${path}.mirrors[${index}].percentage.value`,
          'A percentage is 0 to 100.',
        ],
      ),
      ...destinationProblems(
        destination,
        `${path}.mirrors[${index}].destination`,
      ),
    ]),
  ];
}

function authorityProblems(
  rewrite: Rewrite | undefined,
  headers: Headers | undefined,
  path: string,
): Problem[] {
  const { set = {}, add = {} } = headers?.request ?? {};
  const written = [...Object.entries(set), ...Object.entries(add)]
    .filter(([name]) => isAuthority(name))
    .map(([, value]) => value);
  const all = [rewrite?.authority, ...written].filter(Boolean);
  return errors([
    all.length > 1,
    `${path}.headers.request`,
    `The authority is set several times: ${all.join(', ')}.`,
  ]);
}

import { Problem, errors } from '../Problem';
import { memberPath } from '../structure/structuralProblems';
import { gatewayNameProblems } from './gatewayNames';
import { isClaim, isHeaderName } from './headers';
import { isIstioLabel, isPort } from './hostNames';
import { comparedLabels } from './labels';
import { StringMatch, stringMatchProblems } from './stringMatch';

type Matches = Readonly<Record<string, StringMatch>>;

export interface HttpMatch {
  name?: string;
  uri?: StringMatch;
  ignoreUriCase?: boolean;
  scheme?: StringMatch;
  method?: StringMatch;
  authority?: StringMatch;
  headers?: Matches;
  withoutHeaders?: Matches;
  queryParams?: Matches;
  port?: number;
  sourceLabels?: Record<string, string>;
  sourceNamespace?: string;
  gateways?: string[];
}

/**
 * What Istio says of what a request must be for a route.
 *
 * Source: istio pkg/config/validation/virtualservice.go, `validateHTTPRouteMatchRequest`.
 */
export function httpMatchProblems(match: HttpMatch, path: string): Problem[] {
  const { headers = {}, withoutHeaders = {}, queryParams = {} } = match;
  // "*" is no expression here: it stands for a header that is there.
  const absent = Object.entries(withoutHeaders).filter(
    ([, { regex }]) => regex !== '*',
  );
  const { port, sourceNamespace } = match;
  return [
    ...Object.keys({ ...headers, ...withoutHeaders }).flatMap(name =>
      errors([
        !isClaim(name) && !isHeaderName(name),
        memberPath(`${path}.headers`, name),
        `"${name}" is no name of a header.`,
      ]),
    ),
    ...named(Object.entries(headers), `${path}.headers`),
    ...named(absent, `${path}.withoutHeaders`),
    ...named(Object.entries(queryParams), `${path}.queryParams`),
    ...stringMatchProblems(match.uri, `${path}.uri`, true),
    ...stringMatchProblems(match.scheme, `${path}.scheme`),
    ...stringMatchProblems(match.method, `${path}.method`),
    ...stringMatchProblems(match.authority, `${path}.authority`),
    ...comparedLabels(match.sourceLabels, `${path}.sourceLabels`),
    ...gatewayNameProblems(match.gateways, `${path}.gateways`),
    ...errors(
      [
        Boolean(port) && !isPort(port ?? 0),
        `${path}.port`,
        'A port is a number of 1 to 65535.',
      ],
      [
        Boolean(sourceNamespace) && !isIstioLabel(sourceNamespace ?? ''),
        `${path}.sourceNamespace`,
        `"${sourceNamespace}" is no name of a namespace.`,
      ],
    ),
  ];
}

function named(
  matches: readonly [string, StringMatch][],
  path: string,
): Problem[] {
  return matches.flatMap(([name, match]) =>
    stringMatchProblems(match, memberPath(path, name)),
  );
}

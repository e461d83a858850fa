import {
  HttpMatch,
  HttpRoute,
  StringMatch,
} from '../../delivery/VirtualService';

/**
 * The routes that a delegating route becomes: those of the delegate, each narrowed by the matches of the root and completed
 * by its settings. A route of the delegate that asks for something outside the root's matches is dropped.
 *
 * Source: istio pilot/pkg/model/virtualservice.go, `MergeHTTPRoutes`.
 */
export function mergeDelegate(
  root: HttpRoute,
  delegates: readonly HttpRoute[],
): HttpRoute[] {
  const {
    delegate: _delegate,
    redirect: _redirect,
    route: _route,
    match: rootMatch,
    name,
    ...settings
  } = root;
  return delegates.flatMap(({ match, ...own }) => {
    const merged = mergeMatches(rootMatch, match);
    if (merged === undefined) {
      return [];
    }
    const fullName = [name, own.name].filter(Boolean).join('-');
    return [
      {
        ...settings,
        ...own,
        ...(fullName !== '' && { name: fullName }),
        ...(merged.length > 0 && { match: merged }),
      },
    ];
  });
}

/**
 * The matches of a delegate's route within those of the root; undefined when one of them lies outside of all the root's.
 *
 * Source: istio pilot/pkg/model/virtualservice.go, `mergeHTTPMatchRequests`.
 */
export function mergeMatches(
  root: readonly HttpMatch[] = [],
  delegate: readonly HttpMatch[] = [],
): HttpMatch[] | undefined {
  if (root.length === 0 || delegate.length === 0) {
    return [...root, ...delegate];
  }
  const merged: HttpMatch[] = [];
  for (const leaf of delegate) {
    const within = root.filter(match => !matchesConflict(match, leaf));
    if (within.length === 0) {
      return undefined;
    }
    merged.push(...within.map(match => mergeMatch(match, leaf)));
  }
  return merged;
}

/**
 * Whether a delegate's match asks for something that the root's match rules out, or that cannot be compared with it.
 *
 * Source: istio pilot/pkg/model/virtualservice.go, `hasConflict`.
 */
export function matchesConflict(root: HttpMatch, leaf: HttpMatch): boolean {
  const texts = (['uri', 'scheme', 'method', 'authority'] as const).some(
    field => textsConflict(root[field], leaf[field]),
  );
  const maps = (['headers', 'withoutHeaders', 'queryParams'] as const).some(
    field =>
      Object.entries(leaf[field] ?? {}).some(([key, match]) =>
        textsConflict(root[field]?.[key], match),
      ),
  );
  const labels = Object.entries(leaf.sourceLabels ?? {}).some(
    ([key, value]) => (root.sourceLabels?.[key] ?? value) !== value,
  );
  const gateways =
    (root.gateways ?? []).length > 0 &&
    (leaf.gateways ?? []).some(name => !root.gateways?.includes(name));
  return (
    texts ||
    maps ||
    (root.ignoreUriCase ?? false) !== (leaf.ignoreUriCase ?? false) ||
    (isSet(root.port) && isSet(leaf.port) && root.port !== leaf.port) ||
    (isSet(root.sourceNamespace) &&
      root.sourceNamespace !== leaf.sourceNamespace) ||
    labels ||
    gateways
  );
}

function mergeMatch(root: HttpMatch, leaf: HttpMatch): HttpMatch {
  const name = [root.name, leaf.name].filter(Boolean).join('-');
  const { gateways, port, sourceNamespace, statPrefix, ...own } = leaf;
  const merged: HttpMatch = {
    ...root,
    ...own,
    ...(isSet(port) && { port }),
    ...(isSet(sourceNamespace) && { sourceNamespace }),
    ...(isSet(statPrefix) && { statPrefix }),
    ...((gateways ?? []).length > 0 && { gateways }),
    ...(name !== '' && { name }),
  };
  for (const field of ['headers', 'withoutHeaders', 'queryParams'] as const) {
    if (root[field] && leaf[field]) {
      merged[field] = { ...root[field], ...leaf[field] };
    }
  }
  if (root.sourceLabels && leaf.sourceLabels) {
    merged.sourceLabels = { ...root.sourceLabels, ...leaf.sourceLabels };
  }
  return merged;
}

function textsConflict(
  root: StringMatch | undefined,
  leaf: StringMatch | undefined,
): boolean {
  if (root === undefined || leaf === undefined) {
    return false;
  }
  // Nothing but an exact text or a longer prefix can be told to lie within a prefix, and nothing within a regex.
  if (isSet(root.exact) && !isSet(leaf.regex)) {
    return leaf.exact !== root.exact;
  }
  const text = isSet(leaf.prefix) ? leaf.prefix : leaf.exact;
  return !(
    isSet(root.prefix) &&
    isSet(text) &&
    !isSet(leaf.regex) &&
    text.startsWith(root.prefix)
  );
}

// Empty texts and port 0 are how the API writes "not set".
function isSet<T extends string | number>(value: T | undefined): value is T {
  return value !== undefined && value !== '' && value !== 0;
}

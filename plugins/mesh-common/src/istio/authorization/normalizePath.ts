/** `meshConfig.pathNormalization.normalization`, with DEFAULT read as BASE. */
export type PathNormalization =
  'NONE' | 'BASE' | 'MERGE_SLASHES' | 'DECODE_AND_MERGE_SLASHES';

// Most paths are: segments of unreserved characters of which none starts with a dot. To see it takes less than to do it.
const ALREADY_NORMAL = /^(?:\/[A-Za-z0-9_~-][A-Za-z0-9_~.-]*)+\/?$/;

/**
 * The path that policies (and the application) get to see for a path as it was sent, or undefined where the proxy
 * refuses the request with status 400. A fragment is cut off in every mode; the query is kept as it is.
 *
 * Source: istio pilot/pkg/networking/core/listener_builder.go (which options a mode sets) and envoy
 * source/common/http/path_utility.cc (what they do).
 */
export function normalizePath(
  sent: string,
  mode: PathNormalization = 'BASE',
): string | undefined {
  if (ALREADY_NORMAL.test(sent)) {
    return sent;
  }
  const [withoutFragment] = sent.split('#');
  if (mode === 'NONE') {
    return withoutFragment;
  }
  const { path, query } = splitQuery(withoutFragment);
  const unescaped =
    mode === 'DECODE_AND_MERGE_SLASHES' ? decodeSlashes(path) : path;
  if (/%00/.test(unescaped)) {
    return undefined;
  }
  const canonical = removeDotSegments(canonicalCharacters(unescaped));
  const merged = mode === 'BASE' ? canonical : canonical.replace(/\/+/g, '/');
  return `${merged}${query}`;
}

/** A path and its query; the query starts with `?`, or is empty. */
export function splitQuery(path: string): { path: string; query: string } {
  const start = path.indexOf('?');
  return start < 0
    ? { path, query: '' }
    : { path: path.slice(0, start), query: path.slice(start) };
}

function decodeSlashes(path: string): string {
  return path.replace(/%2f/gi, '/').replace(/%5c/gi, '\\');
}

// Unreserved characters are decoded, unsafe ones encoded, a backslash is a slash.
function canonicalCharacters(path: string): string {
  return path
    .replace(/%([0-9a-fA-F]{2})/g, (escape, code: string) => {
      const character = String.fromCharCode(Number.parseInt(code, 16));
      return /[A-Za-z0-9\-._~]/.test(character) ? character : escape;
    })
    .replace(/\\/g, '/')
    .replace(/[ "<>^`{|}]/g, character => encodeURIComponent(character));
}

// As RFC 3986 5.2.4, where an empty segment is one that ".." removes.
function removeDotSegments(path: string): string {
  const kept: string[] = [];
  const segments = path.split('/').slice(1);
  segments.forEach((segment, index) => {
    const last = index === segments.length - 1;
    if (segment === '..') {
      kept.pop();
    }
    if (segment !== '.' && segment !== '..') {
      kept.push(segment);
    } else if (last) {
      kept.push('');
    }
  });
  return `/${kept.join('/')}`;
}

/** Every namespace sees it. */
export const everyNamespace = '*';

/**
 * The namespaces that see an object by its `exportTo`: their names, or {@link everyNamespace}, which is also the default.
 *
 * Source: istio pkg/config/analysis/analyzers/util/exportto.go.
 */
export function exportedTo(
  exportTo: readonly string[] | undefined,
  namespace: string,
): string[] {
  const scopes = (exportTo ?? []).map(scope =>
    scope === '.' ? namespace : scope,
  );
  return scopes.length === 0 || scopes.includes(everyNamespace)
    ? [everyNamespace]
    : [...new Set(scopes)];
}

/** The subset of the pods of a version: its name in the characters that Istio takes for one. */
export function versionSubset(version: string): string {
  return version.toLowerCase().replace(/[^a-z0-9]/g, '-');
}

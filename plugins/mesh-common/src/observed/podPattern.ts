/**
 * An anchored regular expression over names of pods, for pods and those that came from the same template before them: what a
 * controller appends to a name may be anything. It stays short, however many pods there are.
 */
export function podPattern(pods: readonly string[]): string {
  return [...new Set(pods.map(patternOf))].sort().join('|');
}

function patternOf(pod: string): string {
  const dash = pod.lastIndexOf('-');
  return dash <= 0 ? literal(pod) : `${literal(pod.slice(0, dash))}-[a-z0-9]+`;
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

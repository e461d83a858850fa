/** The pods that a part of the traffic needs, rounded up. */
export function podsOfTraffic(
  replicas: number,
  weight: number,
  max: number,
): number {
  return Math.ceil((weight * replicas) / max);
}

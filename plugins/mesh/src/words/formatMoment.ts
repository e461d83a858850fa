/** A moment in the reader's own time zone and manner; as it stands when it is none. */
export function formatMoment(at: string): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? at : date.toLocaleString();
}

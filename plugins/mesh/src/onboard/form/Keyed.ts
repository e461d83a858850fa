/** A row that keeps its identity while rows around it come and go. */
export type Keyed<T> = T & { key: number };

/** Rows for a list of a profile. */
export function keyed<T>(items: T[]): Keyed<T>[] {
  return items.map((item, key) => ({ ...item, key }));
}

/** The rows with one more at their end. */
export function withRow<T>(rows: Keyed<T>[], row: T): Keyed<T>[] {
  const key = rows.reduce((max, other) => Math.max(max, other.key), -1) + 1;
  return [...rows, { ...row, key }];
}

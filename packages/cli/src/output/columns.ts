/** Rows of cells, each column as wide as its widest cell; the last is left as it is. */
export function columns(rows: readonly string[][], indent = ''): string[] {
  const widths = (rows[0] ?? []).map((_, i) =>
    Math.max(...rows.map(row => row[i].length)),
  );
  return rows.map(row =>
    `${indent}${row
      .map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i])))
      .join('  ')}`.trimEnd(),
  );
}

/** A map [h, w] as comma-separated values, one line per row, seven digits. */
export function mapCsv(map: ArrayLike<number>, h: number, w: number): string {
  const rows = Array.from({ length: h }, (_, y) =>
    Array.from({ length: w }, (_, x) => String(Number(map[y * w + x].toPrecision(7)))).join(','),
  );
  return rows.join('\n') + '\n';
}

/** A table as comma-separated values with a header line; cells that need it are quoted. */
export function tableCsv(
  header: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string {
  const cell = (value: string | number | null) => {
    const text = typeof value === 'number' ? String(Number(value.toPrecision(7))) : (value ?? '');
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [header, ...rows].map((row) => row.map(cell).join(',')).join('\n') + '\n';
}

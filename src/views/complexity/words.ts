/** Multiply–adds with a sensible unit: "25.4 M", "2.04 G". */
export function macs(count: number): string {
  const [value, unit] = count >= 1e9 ? [count / 1e9, 'G'] : [count / 1e6, 'M'];
  return `${value.toPrecision(3).replace(/\.0+$/, '')} ${unit}`;
}

/** A share as whole percent: "43 %". */
export function share(part: number, whole: number): string {
  return `${Math.round((100 * part) / whole)} %`;
}

/** Softmax over all entries, in float64 inside; an empty list stays empty. */
export function softmax(logits: ArrayLike<number>): Float32Array<ArrayBuffer> {
  const largest = Array.from(logits).reduce((a, b) => Math.max(a, b), -Infinity);
  const powers = Float64Array.from(logits, (x) => Math.exp(x - largest));
  const sum = powers.reduce((a, b) => a + b, 0);
  return Float32Array.from(powers, (p) => p / sum);
}

/** Indices of the `count` largest entries, largest first; ties keep their order, NaN comes last. */
export function topIndices(values: ArrayLike<number>, count: number): number[] {
  const rank = (i: number) => (Number.isNaN(values[i]) ? -Infinity : values[i]);
  return Array.from({ length: values.length }, (_, i) => i)
    .sort((a, b) => (rank(b) === rank(a) ? a - b : rank(b) - rank(a)))
    .slice(0, count);
}

/** What a class is called; one without a name is "class 4" for index 4, as in PyTorch and label files. */
export function className(labels: readonly string[], index: number): string {
  const name = labels.at(index) ?? '';
  return name === '' ? `class ${index}` : name;
}

/**
 * Softmax over all entries, in float64 inside; an empty list stays empty.
 * @param temperature divides the logits: below 1 the largest gets a larger share
 */
export function softmax(logits: ArrayLike<number>, temperature = 1): Float32Array<ArrayBuffer> {
  const largest = Array.from(logits).reduce((a, b) => Math.max(a, b), -Infinity);
  const powers = Float64Array.from(logits, (x) => Math.exp((x - largest) / temperature));
  const sum = powers.reduce((a, b) => a + b, 0);
  return Float32Array.from(powers, (p) => p / sum);
}

/** The natural logarithm of Σ exp(x), in float64. */
export function logSumExp(values: ArrayLike<number>): number {
  const numbers = Array.from(values);
  const largest = numbers.reduce((a, b) => Math.max(a, b), -Infinity);
  return largest + Math.log(numbers.reduce((sum, x) => sum + Math.exp(x - largest), 0));
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

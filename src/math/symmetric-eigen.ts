const SWEEPS = 50;
/** Off-diagonal entries below this share of the diagonal are rounding. */
const NEGLIGIBLE = 1e-12;

/**
 * Eigenvectors of a symmetric matrix by cyclic Jacobi rotations, in float64.
 * @param matrix [n, n] row by row; left as it is
 * @returns eigenvalues, largest first, and the vectors of length 1 that belong to them, [n, n] row by row
 */
export function symmetricEigen(
  matrix: Float64Array,
  n: number,
): { values: Float64Array; vectors: Float64Array } {
  const a = Float64Array.from(matrix);
  const rows = Float64Array.from({ length: n * n }, (_, i) => Number(i % (n + 1) === 0));
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let rotated = false;
    for (let p = 0; p < n; p++)
      for (let q = p + 1; q < n; q++) {
        const off = a[p * n + q];
        if (Math.abs(off) <= NEGLIGIBLE * Math.sqrt(Math.abs(a[p * n + p] * a[q * n + q])))
          continue;
        rotated = true;
        // The smaller of both angles that make entry (p, q) zero (Golub and Van Loan, algorithm 8.5.1).
        const tau = (a[q * n + q] - a[p * n + p]) / (2 * off);
        const tangent = Math.sign(tau || 1) / (Math.abs(tau) + Math.hypot(1, tau));
        const cosine = 1 / Math.hypot(1, tangent);
        const sine = tangent * cosine;
        rotateColumns(a, n, p, q, cosine, sine);
        rotateRows(a, n, p, q, cosine, sine);
        rotateRows(rows, n, p, q, cosine, sine);
      }
    if (!rotated) break;
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => a[j * n + j] - a[i * n + i]);
  const vectors = new Float64Array(n * n);
  order.forEach((from, to) => vectors.set(rows.subarray(from * n, (from + 1) * n), to * n));
  return { values: Float64Array.from(order, (i) => a[i * n + i]), vectors };
}

function rotateRows(
  a: Float64Array,
  n: number,
  p: number,
  q: number,
  cosine: number,
  sine: number,
): void {
  for (let i = 0; i < n; i++) {
    const [x, y] = [a[p * n + i], a[q * n + i]];
    a[p * n + i] = cosine * x - sine * y;
    a[q * n + i] = sine * x + cosine * y;
  }
}

function rotateColumns(
  a: Float64Array,
  n: number,
  p: number,
  q: number,
  cosine: number,
  sine: number,
): void {
  for (let i = 0; i < n; i++) {
    const [x, y] = [a[i * n + p], a[i * n + q]];
    a[i * n + p] = cosine * x - sine * y;
    a[i * n + q] = sine * x + cosine * y;
  }
}

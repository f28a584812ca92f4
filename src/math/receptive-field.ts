import type { Floats } from './dct.ts';

/** The two published ways to draw a contribution map; their area ratios are not comparable. */
export type Normalisation =
  /** log10(A + 1) / max (Ding et al. 2022, RepLKNet). */
  | 'log10'
  /** A^0.2 / max (Liu et al. 2024, VMamba). */
  | 'pow02';

/** Shares of the contribution for which papers print area ratios. */
export const THRESHOLDS: readonly number[] = [0.2, 0.3, 0.5, 0.99];

/**
 * Rescales a raw mean contribution A ≥ 0 to 0…1 for drawing and for area ratios. A map of zeros stays zero.
 * @param contribution raw A, any shape
 */
export function normaliseContribution(contribution: Float32Array, rule: Normalisation): Floats {
  const scaled = new Float64Array(contribution.length);
  // Two loops: powers and logarithms are most of the work, and a choice inside would keep them from being inlined.
  if (rule === 'log10')
    for (let i = 0; i < scaled.length; i++) scaled[i] = Math.log10(contribution[i] + 1);
  else for (let i = 0; i < scaled.length; i++) scaled[i] = Math.pow(contribution[i], 0.2);
  let largest = 0;
  for (const value of scaled) largest = Math.max(largest, value);
  const map = new Float32Array(scaled.length);
  if (largest > 0) for (let i = 0; i < scaled.length; i++) map[i] = scaled[i] / largest;
  return map;
}

/** The smallest square that holds more than a share of the contribution. */
export interface FieldSquare {
  /** Pixels per side. */
  readonly side: number;
  /** Its area inside the map as a share of the map. */
  readonly ratio: number;
}

/** Sums over the outermost pixels of each square around a point, smallest square first, and over the whole map [h, w]. */
function ringSums(
  map: Float32Array,
  h: number,
  w: number,
  [row, column]: readonly [row: number, column: number],
): { rings: Float64Array; total: number } {
  const rings = new Float64Array(Math.max(h, w));
  let total = 0;
  for (let y = 0; y < h; y++) {
    const rise = Math.abs(y - row);
    for (let x = 0; x < w; x++) {
      const value = map[y * w + x];
      rings[Math.floor(Math.max(rise, Math.abs(x - column)))] += value;
      total += value;
    }
  }
  return { rings, total };
}

/**
 * High-contribution area per threshold as published: the smallest odd square around the centre whose share of the map's sum is
 * strictly greater. Squares grow from 3×3 and stay inside the map.
 * @param map normalised contribution [h, w]
 * @param centre row and column of the centre; the middle where absent
 * @returns one square per threshold, null where no square inside the map reaches it
 */
export function highContributionAreas(
  map: Float32Array,
  h: number,
  w: number,
  thresholds: readonly number[] = THRESHOLDS,
  centre: readonly [row: number, column: number] = [Math.floor(h / 2), Math.floor(w / 2)],
): (FieldSquare | null)[] {
  const [row, column] = centre;
  const largest = Math.min(row, column, h - 1 - row, w - 1 - column);
  const { rings, total } = ringSums(map, h, w, centre);
  let sum = rings[0];
  const squares = Array.from({ length: Math.max(0, largest) }, (_, i) => ({
    side: 2 * i + 3,
    share: (sum += rings[i + 1]) / total,
  }));
  return thresholds.map((threshold) => {
    const side = squares.find(({ share }) => share > threshold)?.side;
    return side === undefined ? null : { side, ratio: side ** 2 / (h * w) };
  });
}

/**
 * The smallest square around a point whose share of the map's sum is strictly greater than each threshold. Squares grow
 * by a pixel on every side and are cut off at the map's borders, so that every share is reached around every point.
 * @param map normalised contribution [h, w]
 * @param centre row and column in pixels, both whole (a pixel's middle) or both halves (a corner of pixels)
 * @returns one square per threshold, all null for a map of zeros
 */
export function squaresAround(
  map: Float32Array,
  h: number,
  w: number,
  [row, column]: readonly [row: number, column: number],
  thresholds: readonly number[] = THRESHOLDS,
): (FieldSquare | null)[] {
  const [up, left] = [Math.floor(row), Math.floor(column)];
  const smallest = Number.isInteger(row) ? 1 : 2;
  const { rings, total } = ringSums(map, h, w, [row, column]);
  const within = (first: number, side: number, size: number) =>
    Math.min(size, first + side) - Math.max(0, first);
  let sum = 0;
  const shares = rings.map((ring) => (sum += ring) / total);
  return thresholds.map((threshold) => {
    const i = shares.findIndex((share) => share > threshold);
    if (i < 0) return null;
    const side = smallest + 2 * i;
    return { side, ratio: (within(up - i, side, h) * within(left - i, side, w)) / (h * w) };
  });
}

/** The middle of a cell in pixels, where whole numbers are middles of pixels and halves their corners. */
export function cellMiddle(
  [row, column]: readonly [row: number, column: number],
  stride: number,
): [row: number, column: number] {
  return [(row + 0.5) * stride - 0.5, (column + 0.5) * stride - 0.5];
}

/**
 * The pixel that published squares grow from, on even grids not the middle of the cell: the middle of the picture for the cell ⌊n/2⌋ that the published
 * recipe asks, and as far from it as the cell is for others.
 * @param rows cells from top to bottom
 * @param stride pixels per cell
 * @param columns cells from left to right; as many as rows where absent
 */
export function publishedCentre(
  [row, column]: readonly [row: number, column: number],
  rows: number,
  stride: number,
  columns = rows,
): [row: number, column: number] {
  const pixel = (index: number, n: number) => {
    const middle = Math.floor((n * stride) / 2);
    return Math.min(n * stride - 1, Math.max(0, middle + (index - Math.floor(n / 2)) * stride));
  };
  return [pixel(row, rows), pixel(column, columns)];
}

/** The level of a map above which its highest values hold a share of the sum: the line to draw around that share. */
export function levelOfShare(map: Float32Array, share: number): number {
  const sorted = Float32Array.from(map).sort().reverse();
  const wanted = share * sorted.reduce((sum, value) => sum + value, 0);
  let sum = 0;
  for (const value of sorted) {
    sum += value;
    if (sum >= wanted) return value;
  }
  return 0;
}

/**
 * How the contribution gathers with distance: share[r] of the map's sum lies within r pixels of the centre.
 * @param centre row and column in pixels, halves allowed
 * @returns one share per whole radius from 0 to the farthest pixel; the last is 1 (all 0 for a map of zeros)
 */
export function cumulativeContribution(
  map: Float32Array,
  h: number,
  w: number,
  centre: readonly [row: number, column: number] = [Math.floor(h / 2), Math.floor(w / 2)],
): Floats {
  const [row, column] = centre;
  const farthest = Math.hypot(Math.max(row, h - 1 - row), Math.max(column, w - 1 - column));
  const share = new Float64Array(Math.ceil(farthest) + 1);
  let total = 0;
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      // Not Math.hypot, which guards against an overflow that no picture has, at several times the price.
      share[Math.ceil(Math.sqrt((y - row) ** 2 + (x - column) ** 2))] += map[y * w + x];
      total += map[y * w + x];
    }
  }
  let sum = 0;
  return Float32Array.from(share, (part) => (total > 0 ? (sum += part) / total : 0));
}

/** The mean of contribution maps as they come in; maps with NaN are left out, as in the published recipe, and infinite ones. */
export class ContributionMean {
  private readonly sum: Float64Array;
  private images = 0;

  /** @param size pixels of a map */
  constructor(size: number) {
    this.sum = new Float64Array(size);
  }

  /** Maps averaged so far. */
  get count(): number {
    return this.images;
  }

  /** @returns false when the map was left out */
  add(map: Float32Array): boolean {
    if (!map.every(Number.isFinite)) return false;
    map.forEach((value, i) => (this.sum[i] += value));
    this.images++;
    return true;
  }

  /** Raw mean contribution A; zeros before the first map. */
  mean(): Floats {
    return Float32Array.from(this.sum, (value) => (this.images > 0 ? value / this.images : 0));
  }
}

/**
 * The field of a stack of convolutions by arithmetic alone: how many input pixels per axis one output can see.
 * @param layers kernel and stride of each, first layer first
 */
export function theoreticalField(
  layers: readonly { readonly kernel: number; readonly stride: number }[],
): number {
  let field = 1;
  let jump = 1;
  for (const { kernel, stride } of layers) {
    field += (kernel - 1) * jump;
    jump *= stride;
  }
  return field;
}

/**
 * The convolutions of a vHeat up to the end of a stage: two in the stem, one 3×3 depthwise per block, one between
 * stages. Without the heat operator this would be all it sees.
 * @param depths blocks per stage
 * @param stage index from 0
 */
export function convolutionsOfVHeat(
  depths: readonly number[],
  stage: number,
): { kernel: number; stride: number }[] {
  const halving = { kernel: 3, stride: 2 };
  const layers = [halving];
  for (const depth of depths.slice(0, stage + 1)) {
    layers.push(halving, ...Array.from({ length: depth }, () => ({ kernel: 3, stride: 1 })));
  }
  return layers;
}

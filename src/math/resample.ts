/** RGBA pixels, row by row, 4 bytes each. */
export interface RgbaImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/**
 * How rows and columns are resampled: first all rows that the columns' weights ask for, saturated to bytes, then columns.
 * @returns RGB bytes, [height, width, 3]
 */
export type Resample = (
  image: RgbaImage,
  columns: Taps,
  rows: Taps,
  size: InputSize,
) => Uint8Array<ArrayBuffer>;

/** Evaluation preprocessing: the shorter side becomes `resizeShorterSide`, then a square is cut from the centre. */
export interface CropRule {
  readonly resizeShorterSide: number;
  readonly centreCrop: number;
  /** Instead of both: the whole photo, stretched to this size, as networks with an oblong input see it. */
  readonly stretchTo?: InputSize | undefined;
}

/** Pixels of a network's input. */
export interface InputSize {
  readonly height: number;
  readonly width: number;
}

/** Where a crop lies in the resized photo, in its pixels. */
export interface CropGeometry {
  readonly resizedWidth: number;
  readonly resizedHeight: number;
  readonly left: number;
  readonly top: number;
}

/** The size of what a rule gives. */
export function sizeOf({ centreCrop, stretchTo }: CropRule): InputSize {
  return stretchTo ?? { height: centreCrop, width: centreCrop };
}

/** PIL stores coefficients as integers scaled by 2^22: 32 bits less 8 of the pixel less 2 of headroom. */
const PRECISION_BITS = 22;
const ROUNDING = 1 << (PRECISION_BITS - 1);
const BICUBIC_SUPPORT = 2;
const BICUBIC_A = -0.5;

/** Keys' cubic convolution kernel with a = −0.5, as in PIL. */
function bicubic(distance: number): number {
  const x = Math.abs(distance);
  if (x < 1) return ((BICUBIC_A + 2) * x - (BICUBIC_A + 3)) * x * x + 1;
  if (x < 2) return (((x - 5) * x + 8) * x - 4) * BICUBIC_A;
  return 0;
}

/** For each output sample: the first input sample it reads, how many, and their weights as integers scaled by 2^22. */
export interface Taps {
  readonly first: Int32Array;
  readonly count: Int32Array;
  readonly weights: Int32Array;
  /** Weights reserved per output sample. */
  readonly stride: number;
}

/**
 * The weights of output samples `from … from + length − 1` when `inputSize` samples become `outputSize`.
 * The kernel widens with the reduction, which is the antialiasing.
 */
function bicubicTaps(inputSize: number, outputSize: number, from: number, length: number): Taps {
  const scale = inputSize / outputSize;
  const filterScale = Math.max(scale, 1);
  const support = BICUBIC_SUPPORT * filterScale;
  const stride = Math.ceil(support) * 2 + 1;
  const first = new Int32Array(length);
  const count = new Int32Array(length);
  const weights = new Int32Array(length * stride);
  const real = new Float64Array(stride);
  const inverseScale = 1 / filterScale;
  for (let i = 0; i < length; i++) {
    const centre = (from + i + 0.5) * scale;
    const low = Math.max(Math.trunc(centre - support + 0.5), 0);
    const high = Math.min(Math.trunc(centre + support + 0.5), inputSize);
    let sum = 0;
    for (let x = low; x < high; x++) {
      const weight = bicubic((x - centre + 0.5) * inverseScale);
      real[x - low] = weight;
      sum += weight;
    }
    for (let x = 0; x < high - low; x++) {
      const weight = sum === 0 ? real[x] : real[x] / sum;
      weights[i * stride + x] = Math.trunc(
        (weight < 0 ? -0.5 : 0.5) + weight * (1 << PRECISION_BITS),
      );
    }
    first[i] = low;
    count[i] = high - low;
  }
  return { first, count, weights, stride };
}

/** Python's `round`: halves go to the even neighbour. */
function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const fraction = value - floor;
  if (fraction !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

/**
 * The sizes torchvision's `Resize` and `CenterCrop` arrive at: the longer side is truncated, the offsets are rounded
 * half to even.
 * @throws RangeError for an empty photo, and for a crop larger than the resized photo
 */
export function cropGeometry(width: number, height: number, rule: CropRule): CropGeometry {
  const { resizeShorterSide, centreCrop, stretchTo } = rule;
  if (!(width >= 1 && height >= 1)) throw new RangeError(`a photo of ${width}×${height} pixels`);
  if (stretchTo)
    return { resizedWidth: stretchTo.width, resizedHeight: stretchTo.height, left: 0, top: 0 };
  if (!(centreCrop >= 1 && centreCrop <= resizeShorterSide)) {
    throw new RangeError(`a crop of ${centreCrop} from a shorter side of ${resizeShorterSide}`);
  }
  const longer = Math.trunc(
    (resizeShorterSide * Math.max(width, height)) / Math.min(width, height),
  );
  const resizedWidth = width <= height ? resizeShorterSide : longer;
  const resizedHeight = width <= height ? longer : resizeShorterSide;
  return {
    resizedWidth,
    resizedHeight,
    left: roundHalfEven((resizedWidth - centreCrop) / 2),
    top: roundHalfEven((resizedHeight - centreCrop) / 2),
  };
}

/**
 * `Resize(resizeShorterSide, bicubic, antialias)` then `CenterCrop(centreCrop)`, or `Resize(stretchTo)` alone, bit for
 * bit as PIL computes it on an RGB photo; the alpha channel is not read. Only the rows and columns the crop needs are
 * computed.
 * @param resample does the work; gives what the loops here give
 * @returns RGB bytes, [height, width, 3]
 * @throws RangeError as {@link cropGeometry}
 */
export function evaluationCrop(
  image: RgbaImage,
  rule: CropRule,
  resample: Resample = resampleByLoops,
): Uint8Array<ArrayBuffer> {
  const { height, width } = sizeOf(rule);
  const { resizedWidth, resizedHeight, left, top } = cropGeometry(image.width, image.height, rule);
  const columns = bicubicTaps(image.width, resizedWidth, left, width);
  const rows = bicubicTaps(image.height, resizedHeight, top, height);
  return resample(image, columns, rows, { height, width });
}

/** The source rows that output rows need, the last one excluded. */
export function sourceRows({ first, count }: Taps): readonly [from: number, to: number] {
  const last = first.length - 1;
  return [first[0], first[last] + count[last]];
}

function resampleByLoops(
  image: RgbaImage,
  columns: Taps,
  rows: Taps,
  { height, width }: InputSize,
): Uint8Array<ArrayBuffer> {
  const [firstRow, lastRow] = sourceRows(rows);
  const wide = resampleRows(image, columns, firstRow, lastRow, width); // [lastRow − firstRow, width, 3]
  return resampleColumns(wide, rows, firstRow, height, width);
}

/** Horizontal pass over source rows `firstRow … lastRow − 1`. Clamped arrays saturate as PIL's clip8 does. */
function resampleRows(
  { width, data }: RgbaImage,
  { first, count, weights, stride }: Taps,
  firstRow: number,
  lastRow: number,
  outputWidth: number,
): Uint8ClampedArray {
  const output = new Uint8ClampedArray((lastRow - firstRow) * outputWidth * 3);
  let at = 0;
  for (let y = firstRow; y < lastRow; y++) {
    for (let x = 0; x < outputWidth; x++) {
      let red = ROUNDING;
      let green = ROUNDING;
      let blue = ROUNDING;
      let source = (y * width + first[x]) * 4;
      const end = x * stride + count[x];
      for (let i = x * stride; i < end; i++, source += 4) {
        const weight = weights[i];
        red += data[source] * weight;
        green += data[source + 1] * weight;
        blue += data[source + 2] * weight;
      }
      output[at++] = red >> PRECISION_BITS;
      output[at++] = green >> PRECISION_BITS;
      output[at++] = blue >> PRECISION_BITS;
    }
  }
  return output;
}

/** Vertical pass; `wide` begins at source row `firstRow`. */
function resampleColumns(
  wide: Uint8ClampedArray,
  { first, count, weights, stride }: Taps,
  firstRow: number,
  height: number,
  width: number,
): Uint8Array<ArrayBuffer> {
  const rowLength = width * 3;
  const output = new Uint8ClampedArray(height * rowLength);
  for (let y = 0; y < height; y++) {
    const start = (first[y] - firstRow) * rowLength;
    const end = y * stride + count[y];
    for (let x = 0; x < rowLength; x++) {
      let sum = ROUNDING;
      let source = start + x;
      for (let i = y * stride; i < end; i++, source += rowLength) sum += wide[source] * weights[i];
      output[y * rowLength + x] = sum >> PRECISION_BITS;
    }
  }
  return new Uint8Array(output.buffer);
}

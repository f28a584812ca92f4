import type { StoredType } from './named-array.ts';

/** The 8-bit floats of PyTorch and safetensors. */
export type Float8 = Extract<StoredType, `f8_${string}`>;

interface Layout {
  readonly mantissaBits: number;
  readonly bias: number;
  /** Bit patterns without their sign that are no finite number; of the `fnuz` types, -0 alone is NaN. */
  readonly special: (magnitude: number) => number | undefined;
  readonly negativeZero: number;
}

const LAYOUTS: Readonly<Record<Exclude<Float8, 'f8_e8m0'>, Layout>> = {
  f8_e4m3: {
    mantissaBits: 3,
    bias: 7,
    special: (magnitude) => (magnitude === 0x7f ? NaN : undefined),
    negativeZero: -0,
  },
  f8_e4m3fnuz: { mantissaBits: 3, bias: 8, special: () => undefined, negativeZero: NaN },
  f8_e5m2: {
    mantissaBits: 2,
    bias: 15,
    special: (magnitude) => (magnitude < 0x7c ? undefined : magnitude === 0x7c ? Infinity : NaN),
    negativeZero: -0,
  },
  f8_e5m2fnuz: { mantissaBits: 2, bias: 16, special: () => undefined, negativeZero: NaN },
};

/** Widens 8-bit floats to float32, exactly (Micikevicius et al. 2022; `f8_e8m0` holds powers of two alone). */
export function decodeFloat8(bytes: Uint8Array, type: Float8): Float32Array<ArrayBuffer> {
  const values = Float32Array.from({ length: 256 }, (_, bits) =>
    type === 'f8_e8m0' ? (bits === 0xff ? NaN : 2 ** (bits - 127)) : valueOf(bits, LAYOUTS[type]),
  );
  const out = new Float32Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) out[i] = values[bytes[i]];
  return out;
}

function valueOf(bits: number, { mantissaBits, bias, special, negativeZero }: Layout): number {
  if (bits === 0x80) return negativeZero;
  const magnitude = bits & 0x7f;
  const exponent = magnitude >> mantissaBits;
  const mantissa = (magnitude & (2 ** mantissaBits - 1)) / 2 ** mantissaBits;
  const value =
    special(magnitude) ??
    (exponent === 0 ? mantissa * 2 ** (1 - bias) : (1 + mantissa) * 2 ** (exponent - bias));
  return bits & 0x80 ? -value : value;
}

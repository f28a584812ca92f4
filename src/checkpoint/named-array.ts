/** Element types a checkpoint may store; all are widened to float32 when read. */
export type StoredType =
  | ('f64' | 'f32' | 'f16' | 'bf16' | 'i64' | 'i32' | 'i16' | 'i8' | 'bool')
  | ('u64' | 'u32' | 'u16' | 'u8')
  | ('f8_e4m3' | 'f8_e4m3fnuz' | 'f8_e5m2' | 'f8_e5m2fnuz' | 'f8_e8m0');

/** One tensor of a checkpoint: row-major, on the CPU, owned by nobody else. */
export interface NamedArray {
  /** How the file stored it, before widening. */
  readonly stored: StoredType;
  readonly shape: readonly number[];
  readonly data: Float32Array<ArrayBuffer>;
}

/** A state_dict: tensors by name, in the file's order. */
export type NamedArrays = ReadonlyMap<string, NamedArray>;

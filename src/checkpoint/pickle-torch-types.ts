import type { ElementType } from './pickle-values.ts';
import type { StoredType } from './named-array.ts';

const element = (name: string, stored: StoredType | null, bytes: number): ElementType => ({
  name,
  stored,
  bytes,
});

/** The element types of PyTorch; those without a stored type exist, but no network of this app has such weights. */
export const DTYPES: readonly ElementType[] = [
  element('torch.float64', 'f64', 8),
  element('torch.float32', 'f32', 4),
  element('torch.float16', 'f16', 2),
  element('torch.bfloat16', 'bf16', 2),
  element('torch.float8_e4m3fn', 'f8_e4m3', 1),
  element('torch.float8_e4m3fnuz', 'f8_e4m3fnuz', 1),
  element('torch.float8_e5m2', 'f8_e5m2', 1),
  element('torch.float8_e5m2fnuz', 'f8_e5m2fnuz', 1),
  element('torch.float8_e8m0fnu', 'f8_e8m0', 1),
  element('torch.int64', 'i64', 8),
  element('torch.int32', 'i32', 4),
  element('torch.int16', 'i16', 2),
  element('torch.int8', 'i8', 1),
  element('torch.uint64', 'u64', 8),
  element('torch.uint32', 'u32', 4),
  element('torch.uint16', 'u16', 2),
  element('torch.uint8', 'u8', 1),
  element('torch.bool', 'bool', 1),
  element('torch.complex32', null, 4),
  element('torch.complex64', null, 8),
  element('torch.complex128', null, 16),
  element('torch.float4_e2m1fn_x2', null, 1),
  element('torch.qint8', null, 1),
  element('torch.quint8', null, 1),
  element('torch.qint32', null, 4),
  element('torch.quint4x2', null, 1),
  element('torch.quint2x4', null, 1),
  ...['bits1x8', 'bits2x4', 'bits4x2', 'bits8'].map((bits) => element(`torch.${bits}`, null, 1)),
  element('torch.bits16', null, 2),
  ...[1, 2, 3, 4, 5, 6, 7].flatMap((bits) => [
    element(`torch.int${bits}`, null, 1),
    element(`torch.uint${bits}`, null, 1),
  ]),
];

/** Storage and tensor classes by the first part of their names. */
const CLASSES: readonly (readonly [prefix: string, dtype: string])[] = [
  ['Double', 'torch.float64'],
  ['Float', 'torch.float32'],
  ['Half', 'torch.float16'],
  ['BFloat16', 'torch.bfloat16'],
  ['Long', 'torch.int64'],
  ['Int', 'torch.int32'],
  ['Short', 'torch.int16'],
  ['Char', 'torch.int8'],
  ['Byte', 'torch.uint8'],
  ['Bool', 'torch.bool'],
  ['ComplexFloat', 'torch.complex64'],
  ['ComplexDouble', 'torch.complex128'],
  ['QInt8', 'torch.qint8'],
  ['QUInt8', 'torch.quint8'],
  ['QInt32', 'torch.qint32'],
  ['QUInt4x2', 'torch.quint4x2'],
  ['QUInt2x4', 'torch.quint2x4'],
];

/** `torch.FloatStorage` and its like, whose name stands for the type of the elements. */
export const STORAGE_CLASSES: readonly ElementType[] = [
  ...['torch', 'torch.cuda'].flatMap((module) =>
    CLASSES.flatMap(([prefix, dtype]) =>
      DTYPES.filter(({ name }) => name === dtype).map((type) => ({
        ...type,
        name: `${module}.${prefix}Storage`,
      })),
    ),
  ),
  element('torch.storage.UntypedStorage', 'u8', 1),
];

/** `torch.FloatTensor` and its like, as files made before PyTorch 0.4 name them. */
export const TENSOR_CLASSES: readonly string[] = [
  'torch.Tensor',
  ...['torch', 'torch.cuda', 'torch.sparse', 'torch.cuda.sparse'].flatMap((module) =>
    CLASSES.map(([prefix]) => `${module}.${prefix}Tensor`),
  ),
];

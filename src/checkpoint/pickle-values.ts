import type { StoredType } from './named-array.ts';

/** What a pickle of a checkpoint may build. Python lists are arrays, ints numbers (bigints beyond 2^53). */
export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | PickleValue[]
  | Tuple
  | Dict
  | PickleSet
  | Global
  | StorageRef
  | TensorRef
  | Placeholder;

/** Arguments of a call; those left out are undefined. */
export type Arguments = readonly (PickleValue | undefined)[];

export class Tuple {
  constructor(readonly items: readonly PickleValue[]) {}
}

export class Dict {
  readonly entries = new Map<PickleValue, PickleValue>();

  /**
   * @param type `plain` for a dict itself; `object` for a subclass, whose attributes are dropped; `namespace` for an
   *   object whose attributes become its entries
   */
  constructor(readonly type: 'plain' | 'object' | 'namespace' = 'plain') {}
}

export class PickleSet {
  constructor(readonly items: PickleValue[] = []) {}
}

/**
 * Stands for a Python object that was never made: its name is all that is kept. What the file would do with the object
 * (call it, fill it, set its attributes) is read and dropped.
 */
export class Placeholder {
  constructor(readonly name: string) {}
}

/** The type of a tensor's elements. */
export interface ElementType {
  /** As PyTorch calls it, or its storage class. */
  readonly name: string;
  /** Null for types that this app does not read. */
  readonly stored: StoredType | null;
  /** Bytes of one element. */
  readonly bytes: number;
}

/** Bytes of a file that tensors are views of. */
export class StorageRef {
  constructor(
    /** Of its elements, unless a tensor says otherwise. */
    readonly type: ElementType,
    readonly key: string,
    /** Elements of that type. */
    readonly length: number,
  ) {}

  get bytes(): number {
    return this.length * this.type.bytes;
  }
}

/** A strided view of a storage, as the file claims it: not yet checked against the storage. */
export interface StridedView {
  readonly storage: StorageRef;
  readonly type: ElementType;
  /** Elements before the first one. */
  readonly offset: number;
  readonly shape: readonly number[];
  /** Elements from one index to the next, per dimension. */
  readonly strides: readonly number[];
}

/** A tensor. Old files make it empty and say what it views afterwards. */
export class TensorRef {
  /** @param view its numbers, or what kind of tensor it is if it has none that this app reads, such as "sparse" */
  constructor(public view: StridedView | string) {}
}

/** What a Python class or function that PyTorch knows stands for here. */
export interface Behaviour {
  /** The call `name(*args)`; absent where a checkpoint has no reason to call it. */
  readonly call?: (args: Arguments) => PickleValue;
  /** Instantiation `cls.__new__(cls, *args)`; absent where it is not a class. */
  readonly create?: (args: Arguments) => PickleValue;
  /** Element type of a storage class, or the type itself. */
  readonly elements?: ElementType;
}

/** A Python class or function that PyTorch's restricted reader knows: what it does here, in place of Python. */
export class Global {
  constructor(
    readonly name: string,
    readonly behaviour: Behaviour = {},
  ) {}
}

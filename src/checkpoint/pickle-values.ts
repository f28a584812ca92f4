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

/** Stands for a Python object that was never made: its name is all that is kept. */
export class Placeholder {
  constructor(readonly name: string) {}
}

/** Bytes of a file that tensors are views of. */
export class StorageRef {
  constructor(
    /** Null for element types that this app does not read. */
    readonly stored: StoredType | null,
    /** PyTorch's name of the type. */
    readonly type: string,
    readonly elementBytes: number,
    readonly key: string,
    /** Elements. */
    readonly length: number,
  ) {}
}

/** A strided view of a storage, as the file claims it: not yet checked against the storage. */
export class TensorRef {
  constructor(
    readonly storage: StorageRef,
    /** Elements before the first one. */
    readonly offset: number,
    readonly shape: readonly number[],
    /** Elements from one index to the next, per dimension. */
    readonly strides: readonly number[],
  ) {}
}

/** A Python class or function on the allow-list: what calling it does here, in place of Python. */
export class Global {
  constructor(
    readonly name: string,
    readonly behaviour: {
      /** The call `name(*args)`; absent where a checkpoint has no reason to call it. */
      readonly call?: (args: Arguments) => PickleValue;
      /** Instantiation without a constructor; absent where it is not a class. */
      readonly create?: () => PickleValue;
      /** Element type of a storage class. */
      readonly storage?: { readonly stored: StoredType | null; readonly bytes: number };
    },
  ) {}
}

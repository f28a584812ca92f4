/** The parameters of a message that needs none. */
export type None = Readonly<Record<string, never>>;

/**
 * What there is to tell, without words: a stable code and what its sentence is made of, plain values that survive
 * structured cloning, numbers raw. `Table` declares the parameters of each code; of several tables, a union.
 */
export type Coded<Table> = Table extends unknown
  ? {
      readonly [C in keyof Table & string]: { readonly code: C; readonly params: Table[C] };
    }[keyof Table & string]
  : never;

/** A message of whatever table. */
export interface AnyCoded {
  readonly code: string;
  readonly params: object;
}

/** A code of a table, and its parameters where it has any; then `More`. */
export type CodeAndParams<Table, More extends unknown[] = []> = {
  [C in keyof Table & string]:
    [code: C, params: Table[C], ...more: More] | (None extends Table[C] ? [code: C] : never);
}[keyof Table & string];

/** A code and its parameters as one value. */
export function coded<Table>(...[code, params]: CodeAndParams<Table>): Coded<Table> {
  return { code, params: params ?? {} } as Coded<Table>;
}

/** A failure as a code with parameters; the sentence is made where the language is known. */
export class CodedError<Table> extends Error {
  /** Stable identifier such as `truncated` or `pickle-forbidden`. */
  readonly code: keyof Table & string;
  readonly params: Table[keyof Table & string];

  constructor(...[code, params, options]: CodeAndParams<Table, [options?: ErrorOptions]>) {
    super(code, options);
    this.code = code;
    this.params = params ?? ({} as Table[keyof Table & string]);
  }

  /** The failure as a plain value. */
  get coded(): Coded<Table> {
    const { code, params } = this;
    return { code, params } as Coded<Table>;
  }
}

/** What failed without a code of ours, in the words of whoever threw it. */
export interface Uncoded {
  internal: { readonly detail: string };
}

/** Any thrown value as a plain one; what has no code of ours is `internal`, see {@link Uncoded}. */
export function codedOf(error: unknown): AnyCoded {
  if (typeof error === 'object' && error !== null && 'code' in error && 'params' in error)
    return { code: error.code, params: error.params } as AnyCoded;
  const detail = error instanceof Error ? error.message : String(error);
  return { code: 'internal', params: { detail } };
}

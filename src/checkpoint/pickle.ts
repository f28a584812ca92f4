import { isDangerous } from './dangerous-globals.ts';
import { CheckpointError } from './error.ts';
import { forbidden, limit, malformed, PICKLE_LIMITS, printable } from './pickle-errors.ts';
import { isKey, knownGlobal, modernModule, setTensorState, storageOf } from './pickle-globals.ts';
import { OP } from './pickle-opcodes.ts';
import { PickleReader } from './pickle-reader.ts';
import {
  Dict,
  Global,
  PickleSet,
  Placeholder,
  TensorRef,
  Tuple,
  type PickleValue,
  type StorageRef,
} from './pickle-values.ts';

/** Unknown objects that are told by name. */
const MAX_NAMED = 1000;

export interface Pickle {
  readonly value: PickleValue;
  /** The storages that its tensors view, by key. */
  readonly storages: ReadonlyMap<string, StorageRef>;
  /** Python objects that it asks for and that were not made, by name, each once. */
  readonly unknown: readonly string[];
  /** The position behind the pickle. */
  readonly end: number;
}

/**
 * Reads one pickle as data. Nothing is ever executed: the globals that PyTorch's restricted reader knows build the plain
 * values of `pickle-values.ts`, all others are placeholders that swallow whatever the pickle does with them. Whether
 * anything depends on a placeholder is for the caller to judge.
 * @param bytes the pickle starts at `start`; what follows it is left alone
 * @throws {CheckpointError} `pickle-forbidden` (an object of `isDangerous`, or a known one used as it never is),
 *   `pickle-opcode`, `pickle-malformed`, `pickle-truncated`, `pickle-limit`
 */
export function unpickle(bytes: Uint8Array, start = 0): Pickle {
  return new Machine(new PickleReader(bytes, start)).run();
}

/** The pickle virtual machine: a stack, marks into it, and a memo. */
class Machine {
  private readonly stack: PickleValue[] = [];
  private readonly marks: number[] = [];
  private readonly memo = new Map<number, PickleValue>();
  private readonly storages = new Map<string, StorageRef>();
  private readonly unknown = new Map<string, Placeholder>();
  private operations = 0;

  constructor(private readonly reader: PickleReader) {}

  run(): Pickle {
    for (;;) {
      const op = this.reader.u8();
      if (op === OP.STOP) {
        const value = this.pop();
        if (this.stack.length > 0) throw malformed('leftover');
        const { storages, unknown, reader } = this;
        const names = [...unknown.keys()].slice(0, MAX_NAMED).map(printable);
        return { value, storages, unknown: names, end: reader.position };
      }
      this.spend(1);
      this.step(op);
      if (this.stack.length > PICKLE_LIMITS.stack) throw limit('stack');
    }
  }

  private step(op: number): void {
    switch (op) {
      case OP.PROTO: {
        const protocol = this.reader.u8();
        if (protocol < 2 || protocol > 5) throw malformed('protocol', { protocol });
        return;
      }
      case OP.FRAME:
        this.reader.length8(); // frames only help to read streams ahead
        return;
      case OP.MARK:
        if (this.marks.length >= PICKLE_LIMITS.marks) throw limit('marks');
        this.marks.push(this.stack.length);
        return;
      case OP.POP:
        this.pop();
        return;
      case OP.POP_MARK:
        this.popMark();
        return;
      case OP.DUP:
        this.stack.push(this.top());
        return;

      case OP.NONE:
        this.stack.push(null);
        return;
      case OP.NEWTRUE:
        this.stack.push(true);
        return;
      case OP.NEWFALSE:
        this.stack.push(false);
        return;
      case OP.BININT:
        this.stack.push(this.reader.i32());
        return;
      case OP.BININT1:
        this.stack.push(this.reader.u8());
        return;
      case OP.BININT2:
        this.stack.push(this.reader.u16());
        return;
      case OP.LONG1:
        this.stack.push(this.reader.integer(this.reader.u8()));
        return;
      case OP.LONG4:
        this.stack.push(this.reader.integer(this.reader.u32()));
        return;
      case OP.BINFLOAT:
        this.stack.push(this.reader.f64());
        return;
      case OP.BINUNICODE:
        this.stack.push(this.reader.text(this.reader.u32()));
        return;
      case OP.SHORT_BINUNICODE:
        this.stack.push(this.reader.text(this.reader.u8()));
        return;
      case OP.BINSTRING:
        this.stack.push(this.reader.textOrBytes(this.reader.u32()));
        return;
      case OP.SHORT_BINSTRING:
        this.stack.push(this.reader.textOrBytes(this.reader.u8()));
        return;
      case OP.BINUNICODE8:
        this.stack.push(this.reader.text(this.reader.length8()));
        return;
      case OP.BINBYTES:
        this.stack.push(this.reader.raw(this.reader.u32()));
        return;
      case OP.SHORT_BINBYTES:
        this.stack.push(this.reader.raw(this.reader.u8()));
        return;
      case OP.BINBYTES8:
      case OP.BYTEARRAY8:
        this.stack.push(this.reader.raw(this.reader.length8()));
        return;

      case OP.EMPTY_TUPLE:
        this.stack.push(new Tuple([]));
        return;
      case OP.TUPLE1:
        this.tuple(1);
        return;
      case OP.TUPLE2:
        this.tuple(2);
        return;
      case OP.TUPLE3:
        this.tuple(3);
        return;
      case OP.TUPLE:
        this.stack.push(new Tuple(this.popMark()));
        return;
      case OP.EMPTY_LIST:
        this.stack.push([]);
        return;
      case OP.APPEND:
        this.append([this.pop()]);
        return;
      case OP.APPENDS:
        this.append(this.popMark());
        return;
      case OP.EMPTY_DICT:
        this.stack.push(new Dict());
        return;
      case OP.SETITEM: {
        const value = this.pop();
        this.setItems([this.pop(), value]);
        return;
      }
      case OP.SETITEMS:
        this.setItems(this.popMark());
        return;
      case OP.EMPTY_SET:
        this.stack.push(new PickleSet());
        return;
      case OP.FROZENSET:
        this.stack.push(new PickleSet(this.popMark()));
        return;
      case OP.ADDITEMS: {
        const items = this.popMark();
        const set = this.top();
        if (set instanceof Placeholder) return;
        if (!(set instanceof PickleSet)) throw malformed('set-item');
        for (const item of items) set.items.push(item);
        return;
      }

      case OP.BINPUT:
        this.remember(this.reader.u8());
        return;
      case OP.LONG_BINPUT:
        this.remember(this.reader.u32());
        return;
      case OP.MEMOIZE:
        this.remember(this.memo.size);
        return;
      case OP.BINGET:
        this.recall(this.reader.u8());
        return;
      case OP.LONG_BINGET:
        this.recall(this.reader.u32());
        return;

      case OP.GLOBAL: {
        const module = this.reader.line();
        this.global(module, this.reader.line());
        return;
      }
      case OP.STACK_GLOBAL: {
        const name = this.pop();
        const module = this.pop();
        if (typeof module !== 'string' || typeof name !== 'string') {
          throw malformed('global-name');
        }
        this.global(module, name);
        return;
      }
      case OP.BINPERSID:
        this.storage(storageOf(this.pop()));
        return;
      case OP.REDUCE:
        this.make('call', this.arguments());
        return;
      case OP.NEWOBJ:
        this.make('create', this.arguments());
        return;
      case OP.NEWOBJ_EX:
        this.pop(); // arguments by keyword
        this.make('create', this.arguments());
        return;
      case OP.BUILD:
        this.build();
        return;
      default:
        throw new CheckpointError('pickle-opcode', { opcode: op });
    }
  }

  private spend(operations: number): void {
    this.operations += operations;
    if (this.operations > PICKLE_LIMITS.operations) throw limit('operations');
  }

  /** Values below the innermost mark belong to whoever set it. */
  private top(): PickleValue {
    if (this.stack.length <= (this.marks.at(-1) ?? 0)) throw malformed('stack');
    return this.stack[this.stack.length - 1];
  }

  private pop(): PickleValue {
    const value = this.top();
    this.stack.pop();
    return value;
  }

  private popMark(): PickleValue[] {
    const mark = this.marks.pop();
    if (mark === undefined) throw malformed('mark');
    return this.stack.splice(mark);
  }

  private tuple(length: number): void {
    const items = Array.from({ length }, () => this.pop());
    this.stack.push(new Tuple(items.reverse()));
  }

  private append(items: readonly PickleValue[]): void {
    const list = this.top();
    if (list instanceof Placeholder) return;
    if (!Array.isArray(list)) throw malformed('list-item');
    for (const item of items) list.push(item);
  }

  private setItems(items: readonly PickleValue[]): void {
    const dict = this.top();
    if (dict instanceof Placeholder) return;
    if (!(dict instanceof Dict)) throw malformed('dict-item');
    if (items.length % 2 !== 0) throw malformed('key-without-value');
    for (let i = 0; i < items.length; i += 2) {
      if (!isKey(items[i])) throw malformed('key');
      dict.entries.set(items[i], items[i + 1]);
    }
  }

  private remember(index: number): void {
    this.memo.set(index, this.top());
    if (this.memo.size > PICKLE_LIMITS.memo) throw limit('memo');
  }

  private recall(index: number): void {
    const value = this.memo.get(index);
    if (value === undefined) throw malformed('memo', { index });
    this.stack.push(value);
  }

  private global(written: string, name: string): void {
    const module = modernModule(written);
    const known = knownGlobal(module, name);
    if (known) {
      this.stack.push(known);
      return;
    }
    if (isDangerous(module, name)) throw forbidden(`${written}.${name}`);
    const path = `${written}.${name}`;
    const placeholder = this.unknown.get(path) ?? new Placeholder(path);
    this.unknown.set(path, placeholder);
    this.stack.push(placeholder);
  }

  /** One object per storage, however often it is named. */
  private storage(named: StorageRef): void {
    const known = this.storages.get(named.key) ?? named;
    if (known.type !== named.type || known.length !== named.length) {
      throw malformed('storage-twice', { storage: named.key.slice(0, 40) });
    }
    this.storages.set(known.key, known);
    this.stack.push(known);
  }

  private arguments(): readonly PickleValue[] {
    const args = this.pop();
    if (!(args instanceof Tuple)) throw malformed('arguments');
    return args.items;
  }

  /** What a call or an instantiation gives; of something unknown, the same unknown. */
  private make(way: 'call' | 'create', args: readonly PickleValue[]): void {
    const callee = this.pop();
    if (callee instanceof Placeholder) {
      this.stack.push(callee);
      return;
    }
    if (!(callee instanceof Global)) throw malformed('callee');
    const make = callee.behaviour[way];
    if (!make) throw forbidden(callee.name);
    this.spend(costOf(args.at(0)));
    this.stack.push(make(args));
  }

  /** Attributes of an object: dropped, except that a namespace consists of them and an old tensor is described by them. */
  private build(): void {
    const state = this.pop();
    const object = this.top();
    if (object instanceof Placeholder) return;
    if (object instanceof TensorRef) {
      setTensorState(object, state);
      return;
    }
    if (object instanceof PickleSet) return;
    if (!(object instanceof Dict) || object.type === 'plain') {
      throw malformed('attributes');
    }
    if (object.type === 'object' || !(state instanceof Dict)) return;
    this.spend(state.entries.size);
    for (const [key, value] of state.entries) object.entries.set(key, value);
  }
}

/** Operations that copying an argument is worth. */
function costOf(content: PickleValue | undefined): number {
  if (Array.isArray(content)) return content.length;
  if (content instanceof Tuple || content instanceof PickleSet) return content.items.length;
  if (content instanceof Dict) return content.entries.size;
  return typeof content === 'string' ? content.length >> 10 : 0;
}

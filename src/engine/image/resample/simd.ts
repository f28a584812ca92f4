import { sourceRows, type Resample, type Taps } from '../../../math/resample.ts';

/** What `assembly/index.ts` exports; see there. */
interface Program {
  readonly across: (...places: readonly number[]) => void;
  readonly down: (...places: readonly number[]) => void;
}

const PIXEL = 4;
const PAGE = 65_536;

/** Bytes of source rows that are handed over at a time: a large photo is not doubled. */
const STRIP = 1_000_000;

/** More than this is given back after use. */
const KEPT = 64 * PAGE;

/**
 * Resampling by the program compiled from `assembly`, in memory of its own.
 * @param bytes the program
 * @returns undefined where it cannot be run
 */
export function createResample(bytes: Uint8Array<ArrayBuffer>): Resample | undefined {
  let running = start(bytes);
  if (running === null) return undefined;
  return (image, columns, rows, { height, width }) => {
    running ??= start(bytes);
    if (running === null) throw new RangeError('no memory for resampling');
    const { memory, across, down } = running;
    const [from, to] = sourceRows(rows);
    const row = image.width * PIXEL;
    const atOnce = Math.max(1, Math.floor(STRIP / row));
    const arena = new Arena(memory);
    const [x, y] = [arena.put(columns), arena.put(rows)];
    const strip = arena.take(Math.min(atOnce, to - from) * row);
    const wide = arena.take((to - from) * width * PIXEL);
    const out = arena.take(height * width * PIXEL);
    arena.settle();
    for (let first = from; first < to; first += atOnce) {
      const some = Math.min(atOnce, to - first);
      new Uint8Array(memory.buffer, strip, some * row).set(
        image.data.subarray(first * row, (first + some) * row),
      );
      const result = wide + (first - from) * width * PIXEL;
      across(strip, image.width, some, x.first, x.count, x.weights, x.stride, width, result);
    }
    down(wide, width, from, y.first, y.count, y.weights, y.stride, height, out);
    const rgb = withoutAlpha(new Uint8Array(memory.buffer, out, height * width * PIXEL));
    if (memory.buffer.byteLength > KEPT) running = null;
    return rgb;
  };
}

function start(bytes: Uint8Array<ArrayBuffer>): (Program & { memory: WebAssembly.Memory }) | null {
  try {
    const memory = new WebAssembly.Memory({ initial: 1 });
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), {
      env: { memory },
    });
    return { ...(exports as unknown as Program), memory };
  } catch {
    return null;
  }
}

/** Hands out places in a memory, which has grown to hold them all once it is settled. */
class Arena {
  private end = 0;
  private readonly writes: (() => void)[] = [];

  constructor(private readonly memory: WebAssembly.Memory) {}

  take(bytes: number): number {
    const place = this.end;
    this.end += Math.ceil(bytes / PIXEL) * PIXEL;
    return place;
  }

  put({ first, count, weights, stride }: Taps) {
    const copy = (values: Int32Array) => {
      const place = this.take(values.byteLength);
      this.writes.push(() => new Int32Array(this.memory.buffer, place, values.length).set(values));
      return place;
    };
    return { first: copy(first), count: copy(count), weights: copy(weights), stride };
  }

  /** @throws RangeError where the browser has no memory left */
  settle(): void {
    const missing = this.end - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / PAGE));
    this.writes.forEach((write) => write());
  }
}

function withoutAlpha(rgba: Uint8Array): Uint8Array<ArrayBuffer> {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    rgb[to] = rgba[from];
    rgb[to + 1] = rgba[from + 1];
    rgb[to + 2] = rgba[from + 2];
  }
  return rgb;
}

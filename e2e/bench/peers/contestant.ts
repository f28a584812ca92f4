/** A way to compute what a network says of one picture. */
export interface Contestant {
  /** Logits in CPU memory, from a picture in CPU memory. */
  run(): Promise<Float32Array>;
  /** Gives the device's memory back. */
  dispose(): void;
}

/** One network at one input size. */
export interface Subject {
  readonly name: string;
  /** Pixels per side. */
  readonly size: number;
  /** Files by their paths in this repository: safetensors in training form, and ONNX of the same weights. */
  readonly weights: string;
  readonly onnx: string;
}

/** One network, and the crop that every contestant is asked about. */
export interface Task {
  readonly subject: Subject;
  /** RGB bytes, [size, size, 3]. */
  readonly crop: readonly number[];
}

/** What a contestant took, in milliseconds, and what it said. */
export interface Result {
  readonly name: string;
  /** The first run after loading, compilation included. */
  readonly first: number;
  readonly times: readonly number[];
  readonly logits: readonly number[];
}

/** As many rounds as fit into `seconds`, within these bounds. */
export interface Rounds {
  readonly warmUps: number;
  readonly least: number;
  readonly most: number;
  readonly seconds: number;
}

/** On a GPU, whose runs are short and whose clock takes a while to rise. */
export const GPU_ROUNDS: Rounds = { warmUps: 10, least: 50, most: 200, seconds: 20 };

/** Runs contestants in turn, so that whatever else the machine does meets all of them. */
export async function alternate(
  contestants: Readonly<Record<string, Contestant>>,
  { warmUps, least, most, seconds }: Rounds,
): Promise<Result[]> {
  const entries = Object.entries(contestants);
  const results = [];
  for (const [name, contestant] of entries) {
    const begin = performance.now();
    const logits = [...(await contestant.run())];
    results.push({ name, first: performance.now() - begin, times: [] as number[], logits });
  }
  const start = performance.now();
  for (let round = 0; round < warmUps + most; round++) {
    const isOver = performance.now() - start > 1000 * seconds;
    if (isOver && round >= warmUps + least) break;
    for (const [i, [, contestant]] of entries.entries()) {
      const begin = performance.now();
      await contestant.run();
      if (round >= warmUps) results[i].times.push(performance.now() - begin);
    }
  }
  return results;
}

/** What lies below the share `q` of the times; the upper one of two in the middle. */
export function quantile(times: readonly number[], q: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
}

/** How far two contestants are apart: the largest difference, as a share of how far the logits spread (σ). */
export function disagreement(a: readonly number[], b: readonly number[]): number {
  const mean = a.reduce((sum, x) => sum + x, 0) / a.length;
  const spread = Math.sqrt(a.reduce((sum, x) => sum + (x - mean) ** 2, 0) / a.length);
  return Math.max(...a.map((x, i) => Math.abs(x - b[i]))) / spread;
}

import type { Floats } from './dct.ts';
import { dct2, idct2 } from './dct.ts';
import { impulse, type GridShape } from './heat.ts';
import { tokenAt } from './patch-heat.ts';

/** What one block leaves of each frequency, [h, w]; see {@link meanDecay}. */
interface Conductor {
  readonly shape: GridShape;
  readonly decay: Float32Array;
}

/**
 * How far heat has got after each block in turn: one unit starts at a point, and every block spreads it by the mean of
 * its channels' kernels; where the grid halves its side, four tokens join. That is the heat alone, its channels mixed
 * evenly between blocks; the convolutions between blocks carry further. Every map sums to 1.
 * @param blocks in the order in which the network runs them
 * @returns [h, w] after each block, on its own grid
 */
export function accumulatedReach(
  blocks: readonly Conductor[],
  point: { readonly x: number; readonly y: number },
): Floats[] {
  const maps: Floats[] = [];
  let before: { map: Floats; h: number; w: number } | null = null;
  for (const { shape, decay } of blocks) {
    const [h, w] = shape;
    const start: Floats =
      before === null
        ? impulse(h, w, ...tokenAt(point, h, w))
        : joined(before.map, before.h, before.w, h, w);
    const map = dct2(start, h, w);
    for (let i = 0; i < h * w; i++) map[i] *= decay[i];
    idct2(map, h, w, map);
    maps.push(map);
    before = { map, h, w };
  }
  return maps;
}

/** The same heat on a coarser grid (or the same one): every token's heat goes to the token that contains its middle. */
function joined(map: Floats, fromH: number, fromW: number, h: number, w: number): Floats {
  if (fromH === h && fromW === w) return map;
  const coarse = new Float32Array(h * w);
  for (let y = 0; y < fromH; y++) {
    const row = Math.floor(((y + 0.5) * h) / fromH);
    for (let x = 0; x < fromW; x++)
      coarse[row * w + Math.floor(((x + 0.5) * w) / fromW)] += map[y * fromW + x];
  }
  return coarse;
}

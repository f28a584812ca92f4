import type { InputSize } from '../math/resample.ts';
import { firstGrid, strideOf, type VHeatConfig } from './vheat/config.ts';
import { gridOf, type VitConfig } from './vit/config.ts';

/** Pixels of a network's input. */
export function inputSizeOf(config: VHeatConfig | VitConfig): InputSize {
  const isVit = config.architecture === 'vit';
  const [rows, columns] = isVit ? gridOf(config) : firstGrid(config);
  const stride = isVit ? config.patchSize : strideOf(0);
  return { height: rows * stride, width: columns * stride };
}

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

/** As people read it: "224 pixels", "1280 × 800 pixels" for an oblong one, its width first. */
export function pixelsText({ height, width }: InputSize): string {
  return `${height === width ? width : `${width} × ${height}`} pixels`;
}

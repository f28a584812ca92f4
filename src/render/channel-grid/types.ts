import type { GridShape } from '../../math/heat.ts';
import type { Lut } from '../colour-map.ts';
import type { Scale } from '../scale.ts';
import type { TileLayout } from './layout.ts';

export interface ChannelGridProps {
  /** [h, w, c] of the block. */
  readonly shape: GridShape;
  /** DCT coefficients of U⁰, [c, h, w]. */
  readonly spectra: Float32Array<ArrayBuffer>;
  /** Learned diffusivity over frequencies, [c, h, w]. */
  readonly k: Float32Array<ArrayBuffer>;
  /** One diffusivity in place of the learned; null for the learned. */
  readonly constantK: number | null;
  /** The channel that each tile shows. */
  readonly order: Uint32Array<ArrayBuffer>;
  /** Per channel the |value| of the last colour; the scale of a tile is −scale…scale. */
  readonly scales: Float32Array<ArrayBuffer>;
  /** Each channel at every moment on the scale of its own maximum, in place of `scales`. */
  readonly ownScale: boolean;
  readonly law: Scale['law'];
  readonly colours: Lut;
  readonly smooth: boolean;
  readonly layout: TileLayout;
}

/** What draws into one canvas; the grid around it replaces it when it is lost. */
export interface GridRenderer {
  /** Number of channels drawn by the latest `render`. */
  render(props: ChannelGridProps, time: number, still?: boolean): number;
  destroy(): void;
}

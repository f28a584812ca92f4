import address from 'simd-programs/simd-pixels.wasm?url';
import { createPixelHeat, type PictureSpectrum, type PixelHeat } from '../../math/pixel-heat.ts';
import { createSimdPixelHeat } from './simd-pixel-heat.ts';

/** The fastest way this browser has to make heat of a picture: SIMD, or JavaScript where that cannot be had or run. */
export async function loadPixelHeat(): Promise<(spectrum: PictureSpectrum) => PixelHeat> {
  const program = await compile().catch(() => null);
  if (program === null) return createPixelHeat;
  return (spectrum) => {
    try {
      return createSimdPixelHeat(program, spectrum);
    } catch {
      return createPixelHeat(spectrum);
    }
  };
}

async function compile(): Promise<WebAssembly.Module> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(response.statusText);
  return WebAssembly.compile(await response.arrayBuffer());
}

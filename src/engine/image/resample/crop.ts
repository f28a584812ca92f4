import address from 'simd-programs/simd-resample.wasm?inline';
import { evaluationCrop, type CropRule, type RgbaImage } from '../../../math/resample.ts';
import { createResample } from './simd.ts';

/** So small that it comes inside the program, and needs no waiting. */
const bytes = Uint8Array.from(atob(address.slice(address.indexOf(',') + 1)), (character) =>
  character.charCodeAt(0),
);

/** Undefined where the browser has no SIMD. */
export const simd = createResample(bytes);

/** {@link evaluationCrop} by SIMD where the browser has it: the same bytes, sooner. */
export function cropPhoto(image: RgbaImage, rule: CropRule): Uint8Array<ArrayBuffer> {
  return evaluationCrop(image, rule, simd);
}

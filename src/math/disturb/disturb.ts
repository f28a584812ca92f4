import { brightness } from './brightness.ts';
import { contrast } from './contrast.ts';
import { gaussianBlur } from './gaussian-blur.ts';
import { gaussianNoise } from './gaussian-noise.ts';
import { grey } from './grey.ts';
import { jpeg } from './jpeg.ts';
import { occlusion, type Place } from './occlusion.ts';
import type { Picture } from './picture.ts';
import { rotation } from './rotation.ts';
import { SEVERITIES, type SeverityKind } from './severity.ts';
import { shift } from './shift.ts';
import { size } from './size.ts';

/** What is done to a picture before the network sees it. */
export interface Disturbance {
  readonly kind: Exclude<SeverityKind, 'time'>;
  /** In the unit of {@link SEVERITIES}. */
  readonly amount: number;
  /** Where a square covers the picture. */
  readonly middle: Place;
  /** The grain of noise, any 32-bit integer. */
  readonly seed: number;
}

type Apply = (picture: Picture, amount: number, disturbance: Disturbance) => Picture;

const APPLY: Record<Disturbance['kind'], Apply> = {
  rotation,
  noise: (picture, sigma, { seed }) => gaussianNoise(picture, sigma, seed),
  blur: gaussianBlur,
  contrast,
  brightness,
  jpeg,
  occlusion: (picture, side, { middle }) => occlusion(picture, side, middle),
  shift,
  size,
  grey,
};

/** The picture disturbed; where the amount is the one of no disturbance, the picture itself. */
export function disturb(picture: Picture, disturbance: Disturbance): Picture {
  const { kind, amount } = disturbance;
  return amount === SEVERITIES[kind].none ? picture : APPLY[kind](picture, amount, disturbance);
}

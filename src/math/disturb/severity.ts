import { LAST_TIME, positionOf, timeAt } from '../time-axis.ts';

/** The way from one end of a disturbance to the other. An amount is in the disturbance's own unit. */
export interface SeverityAxis {
  /** The amount that leaves the picture as it is. */
  readonly none: number;
  /** The amounts of ImageNet-C's severities 1 to 5 (Hendrycks and Dietterich 2019); empty where it has none. */
  readonly levels: readonly number[];
  /** Where accuracy is measured, besides at `none`. */
  readonly measured: readonly number[];
  /** Amounts at both ends of the axis, from left to right. */
  readonly ends: readonly [left: number, right: number];
  /** Amount at a position 0…1 of the axis; positions outside are clamped. */
  readonly at: (position: number) => number;
  /** Position 0…1 of an amount; amounts outside are clamped. */
  readonly positionOf: (amount: number) => number;
}

type Amounts = Pick<SeverityAxis, 'none' | 'levels' | 'measured'>;

/** An axis on which these amounts, which rise or fall, are equally far apart and lines lead from each to the next. */
function through(stops: readonly number[], amounts: Amounts): SeverityAxis {
  const steps = stops.length - 1;
  const clamp = (position: number) => Math.min(Math.max(position, 0), 1);
  return {
    ...amounts,
    ends: [stops[0], stops[steps]],
    at(position) {
      const along = clamp(position) * steps;
      const before = Math.min(Math.floor(along), steps - 1);
      const share = along - before;
      return stops[before] * (1 - share) + stops[before + 1] * share;
    },
    positionOf(amount) {
      const rising = Math.sign(stops[steps] - stops[0]);
      let before = 0;
      while (before < steps - 1 && (amount - stops[before + 1]) * rising > 0) before++;
      return clamp(
        (before + (amount - stops[before]) / (stops[before + 1] - stops[before])) / steps,
      );
    },
  };
}

/** An axis from nothing through the five severities of ImageNet-C. */
function benchmark(none: number, levels: readonly number[]): SeverityAxis {
  return through([none, ...levels], { none, levels, measured: levels });
}

/** The axes of all disturbances. Diffusion time is one that only a network that conducts heat has. */
export const SEVERITIES = {
  /** Degrees, clockwise. */
  rotation: through([-180, 180], {
    none: 0,
    levels: [],
    measured: [-135, -90, -45, -20, 20, 45, 90, 135, 180],
  }),
  /** Standard deviation, where 1 is the way from black to white. */
  noise: benchmark(0, [0.08, 0.12, 0.18, 0.26, 0.38]),
  /** Standard deviation in pixels of a picture of 224 a side. */
  blur: benchmark(0, [1, 2, 3, 4, 6]),
  /** Factor on the distance from the mean colour. */
  contrast: benchmark(1, [0.4, 0.3, 0.2, 0.1, 0.05]),
  /** Added to V of HSV; ImageNet-C has brighter pictures only. */
  brightness: through([-0.5, 0.5], {
    none: 0,
    levels: [0.1, 0.2, 0.3, 0.4, 0.5],
    measured: [-0.5, -0.3, -0.1, 0.1, 0.2, 0.3, 0.4, 0.5],
  }),
  /** Quality as in libjpeg; 100 stands for a picture that was not compressed. */
  jpeg: benchmark(100, [25, 18, 15, 10, 7]),
  /** Side of the square, as a fraction of the picture's shorter side. */
  occlusion: through([0, 1], {
    none: 0,
    levels: [],
    measured: [0.125, 0.25, 0.375, 0.5, 0.75],
  }),
  /** Fraction of the width, to the right. */
  shift: through([-0.5, 0.5], {
    none: 0,
    levels: [],
    measured: [-0.5, -0.25, -0.125, 0.125, 0.25, 0.5],
  }),
  /** Scale of both sides. */
  size: through([1, 0.1], { none: 1, levels: [], measured: [0.8, 0.6, 0.4, 0.3, 0.2, 0.1] }),
  /** Share of the colour that is taken out. */
  grey: through([0, 1], { none: 0, levels: [], measured: [0.25, 0.5, 0.75, 1] }),
  /** Diffusion time t; 1 is as trained. */
  time: {
    none: 1,
    levels: [],
    measured: [0, 0.25, 0.5, 2, 4, 16, 64],
    ends: [0, LAST_TIME],
    at: (position) => timeAt(position),
    positionOf: (t) => positionOf(t),
  },
} as const satisfies Record<string, SeverityAxis>;

export type SeverityKind = keyof typeof SEVERITIES;

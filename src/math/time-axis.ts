/**
 * The axis of diffusion time: t from 0 to 1, "as trained", takes the first half and is linear, because 0 is on it; t
 * from 1 to 64 takes the second half and is logarithmic, because doubling the time is what one sees. Diffusivity
 * multiplies time, so it has the same axis, with another end where it is a constant.
 */

/** Latest time that can be set. */
export const LAST_TIME = 64;

/** Times worth a label. */
export const TIME_TICKS = [0, 0.5, 1, 4, 16, LAST_TIME] as const;

/** Seconds the whole axis takes at speed 1. */
export const AXIS_SECONDS = 12;

/** Stops on the axis, the first left out: 0.05 apart up to 1, then a factor of 64^(1/20) = 1.23. */
export const TIME_STEPS = 40;

/** Time at a position 0…1 of the axis; positions outside are clamped. */
export function timeAt(position: number, last: number = LAST_TIME): number {
  if (!(position > 0)) return 0;
  if (position >= 1) return last;
  return position <= 0.5 ? 2 * position : last ** (2 * position - 1);
}

/** Position 0…1 of a time on the axis; times outside are clamped. */
export function positionOf(t: number, last: number = LAST_TIME): number {
  if (!(t > 0)) return 0;
  if (t >= last) return 1;
  return t <= 1 ? t / 2 : 0.5 + (0.5 * Math.log(t)) / Math.log(last);
}

/**
 * The next stop of the axis in a direction. Stops are equally spaced positions, so that 1 is one of them and
 * stepping there and back returns exactly.
 */
export function stepTime(t: number, steps: number, last: number = LAST_TIME): number {
  const position = positionOf(t, last) * TIME_STEPS;
  // A time between two stops goes to the neighbour, not one further.
  const from = steps > 0 ? Math.floor(position + 1e-6) : Math.ceil(position - 1e-6);
  return timeAt((from + steps) / TIME_STEPS, last);
}

/**
 * Time after playing for a while from `t`.
 * @param seconds of the clock on the wall
 * @param speed 1 crosses the axis in `AXIS_SECONDS`
 * @param loop starts again at 0 after the end; otherwise time stays at `LAST_TIME`
 */
export function playTime(t: number, seconds: number, speed: number, loop: boolean): number {
  const position = positionOf(t) + (seconds * speed) / AXIS_SECONDS;
  if (position < 1) return timeAt(position);
  return loop ? timeAt(position % 1) : LAST_TIME;
}

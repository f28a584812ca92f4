import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AXIS_SECONDS,
  LAST_TIME,
  playTime,
  positionOf,
  stepTime,
  timeAt,
  TIME_STEPS,
} from './time-axis.ts';

const position = fc.double({ min: 0, max: 1, noNaN: true });
const time = position.map((p) => timeAt(p));

describe('time axis', () => {
  it('is linear to 1 in the middle and logarithmic to 64', () => {
    expect([0, 0.25, 0.5, 1].map((p) => timeAt(p))).toEqual([0, 0.5, 1, 64]);
    expect(timeAt(0.5 + 0.5 / 3)).toBeCloseTo(4, 10);
    expect(positionOf(16)).toBeCloseTo(0.5 + 1 / 3, 10);
  });

  it('maps times and positions onto each other, in order', () => {
    fc.assert(
      fc.property(position, position, (a, b) => {
        expect(positionOf(timeAt(a))).toBeCloseTo(a, 9);
        if (a < b) expect(timeAt(a)).toBeLessThanOrEqual(timeAt(b));
      }),
    );
  });

  it('clamps what is outside, NaN included', () => {
    expect([-1, 2, Number.NaN].map((p) => timeAt(p))).toEqual([0, 64, 0]);
    expect([-1, 1e308, Number.NaN].map((t) => positionOf(t))).toEqual([0, 1, 0]);
  });

  it('steps on its stops: forth and back is where it was', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: TIME_STEPS - 1 }), (stop) => {
        const t = timeAt(stop / TIME_STEPS);
        expect(stepTime(stepTime(t, 1), -1)).toBeCloseTo(t, 9);
        expect(stepTime(t, 1)).toBeGreaterThan(t);
      }),
    );
    expect(stepTime(0.007, 1)).toBeCloseTo(0.05, 12);
    expect(stepTime(0.007, -1)).toBe(0);
    expect(stepTime(0.96, 1)).toBe(1);
    expect(stepTime(0, -1)).toBe(0);
    expect(stepTime(LAST_TIME, 1)).toBe(LAST_TIME);
  });

  it('steps by 0.05, ten at once by 0.5, and beyond 1 by equal factors', () => {
    let t = 0;
    for (let presses = 0; presses < 20; presses++) t = stepTime(t, 1);
    expect(t).toBe(1);
    expect(stepTime(0, 10)).toBeCloseTo(0.5, 12);
    expect(stepTime(1, -10)).toBeCloseTo(0.5, 12);
    expect(stepTime(1, 10)).toBeCloseTo(8, 12);
    expect(stepTime(8, 1) / 8).toBeCloseTo(stepTime(1, 1), 9);
  });

  it('ends elsewhere for a constant diffusivity', () => {
    expect(timeAt(1, 100)).toBe(100);
    expect(timeAt(0.75, 100)).toBeCloseTo(10, 9);
    expect(positionOf(10, 100)).toBeCloseTo(0.75, 9);
    expect(stepTime(100, -1, 100)).toBeCloseTo(100 ** 0.95, 9);
  });

  it('plays the whole axis in its seconds, whatever the frame rate', () => {
    fc.assert(
      fc.property(time, fc.integer({ min: 1, max: 50 }), (t, frames) => {
        let stepped = t;
        for (let i = 0; i < frames; i++) stepped = playTime(stepped, 0.016, 1, false);
        const once = playTime(t, 0.016 * frames, 1, false);
        expect(positionOf(stepped)).toBeCloseTo(positionOf(once), 9);
      }),
    );
    expect(playTime(0, AXIS_SECONDS / 2, 1, false)).toBe(1);
    expect(playTime(0, AXIS_SECONDS / 4, 2, false)).toBe(1);
  });

  it('ends at 64 or starts again', () => {
    expect(playTime(60, AXIS_SECONDS, 1, false)).toBe(LAST_TIME);
    expect(playTime(LAST_TIME, 0.01, 1, false)).toBe(LAST_TIME);
    expect(playTime(LAST_TIME, AXIS_SECONDS / 4, 1, true)).toBeCloseTo(0.5, 9);
    expect(playTime(0.3, 0, 1, true)).toBeCloseTo(0.3, 12);
    expect(playTime(0.3, 1, 0, true)).toBeCloseTo(0.3, 12);
  });
});

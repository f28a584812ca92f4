import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decisionFlips, drawnClasses, strongest } from './decision.ts';

describe('decision', () => {
  it('finds where two curves cross', () => {
    const flips = decisionFlips(
      [0, 1, 3],
      [
        [0.8, 0.2],
        [0.6, 0.4],
        [0.2, 0.8],
      ],
    );
    expect(flips).toHaveLength(1);
    expect(flips[0]).toMatchObject({ from: 0, to: 1 });
    expect(flips[0].at).toBeCloseTo(1.5, 9);
  });

  it('finds a class that leads only between two samples', () => {
    const flips = decisionFlips(
      [0, 10],
      [
        [0.9, 0.8, 0],
        [0, 0.8, 0.9],
      ],
    );
    expect(flips.map(({ from, to }) => [from, to])).toEqual([
      [0, 1],
      [1, 2],
    ]);
    expect(flips[0].at).toBeCloseTo(10 / 9, 6);
    expect(flips[1].at).toBeCloseTo(80 / 9, 6);
  });

  it('is silent where nothing flips', () => {
    expect(
      decisionFlips(
        [0, 1],
        [
          [1, 0],
          [0.6, 0.4],
        ],
      ),
    ).toEqual([]);
    expect(decisionFlips([0], [[1, 0]])).toEqual([]);
    expect(decisionFlips([], [])).toEqual([]);
  });

  it('chains from the first decision to the last, in order, always', () => {
    const curve = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
      minLength: 4,
      maxLength: 4,
    });
    fc.assert(
      fc.property(fc.array(curve, { minLength: 2, maxLength: 6 }), (curves) => {
        const axis = curves.map((_, i) => i);
        let leader = strongest(curves[0]);
        let at = 0;
        for (const flip of decisionFlips(axis, curves)) {
          expect(flip.from).toBe(leader);
          expect(flip.at).toBeGreaterThanOrEqual(at - 1e-9);
          leader = flip.to;
          at = flip.at;
        }
        expect(leader).toBe(strongest(curves[curves.length - 1]));
      }),
    );
  });

  it('draws every class that is the decision somewhere, in their order, however low its peak', () => {
    // Class 3 decides in the middle with 0.3, where 0, 1 and 2 have higher peaks without deciding there.
    const curves = [
      [0.9, 0.05, 0.05, 0, 0],
      [0.2, 0.25, 0.25, 0.3, 0],
      [0.05, 0.8, 0.1, 0.05, 0],
    ];
    expect(drawnClasses([0, 1, 2], curves, 3).map(({ index }) => index)).toEqual([0, 3, 1]);
    expect(drawnClasses([0, 1, 2], curves, 3)[0].from).toBe(0);
    expect(drawnClasses([0, 1, 2], curves, 3)[1].from).toBeCloseTo(0.9, 9);
  });

  it('fills up with the classes that come closest, which decide nowhere', () => {
    const curves = [
      [0.6, 0.3, 0.1],
      [0.5, 0.1, 0.4],
    ];
    expect(drawnClasses([0, 1], curves, 3)).toEqual([
      { index: 0, from: 0 },
      { index: 2, from: null },
      { index: 1, from: null },
    ]);
    expect(drawnClasses([], [], 3)).toEqual([]);
  });

  it('always has the winner of every sample, once', () => {
    const curve = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
      minLength: 6,
      maxLength: 6,
    });
    fc.assert(
      fc.property(fc.array(curve, { minLength: 1, maxLength: 6 }), (curves) => {
        const drawn = drawnClasses([...curves.keys()], curves, 3).map(({ index }) => index);
        for (const c of curves) expect(drawn).toContain(strongest(c));
        expect(new Set(drawn).size).toBe(drawn.length);
        expect(drawn.length).toBeGreaterThanOrEqual(3);
      }),
    );
  });
});

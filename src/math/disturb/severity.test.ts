import { expect, test } from 'vitest';
import { SEVERITIES, type SeverityKind } from './severity.ts';

const kinds = Object.keys(SEVERITIES) as SeverityKind[];

test.each(kinds)('%s: amount and position are each other’s inverse', (kind) => {
  const axis = SEVERITIES[kind];
  for (let i = 0; i <= 40; i++) expect(axis.positionOf(axis.at(i / 40))).toBeCloseTo(i / 40, 10);
  expect([axis.at(0), axis.at(1)]).toEqual(axis.ends);
});

test.each(kinds)('%s: what is measured lies on the axis, in its order', (kind) => {
  const { measured, none, levels, at, positionOf } = SEVERITIES[kind];
  for (const amount of [none, ...measured, ...levels])
    expect(at(positionOf(amount))).toBeCloseTo(amount, 10);
  const positions = measured.map(positionOf);
  expect(positions).toEqual([...positions].sort((a, b) => a - b));
  expect(measured).not.toContain(none);
});

test('amounts and positions outside are clamped', () => {
  expect(SEVERITIES.size.positionOf(2)).toBe(0);
  expect(SEVERITIES.size.positionOf(0)).toBe(1);
  expect(SEVERITIES.rotation.at(-1)).toBe(-180);
  expect(SEVERITIES.time.at(7)).toBe(64);
});

test('the severities of ImageNet-C are equally far apart', () => {
  expect(SEVERITIES.jpeg.levels.map(SEVERITIES.jpeg.positionOf)).toEqual([0.2, 0.4, 0.6, 0.8, 1]);
});

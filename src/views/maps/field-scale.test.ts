import { describe, expect, it } from 'vitest';
import { en } from '../../content/words/en.ts';
import type { Field2D, FieldKind } from '../../state/explorer.ts';
import { ownScale, sharedScale } from './field-scale.ts';

const field = (kind: FieldKind, ...data: number[]): Field2D => ({
  height: 1,
  width: data.length,
  data: Float32Array.from(data),
  kind,
});

describe('scales of fields', () => {
  it('own: to the largest value, through zero where values may be negative', () => {
    expect(ownScale(field('attention', 0.25, 0.5), en.maps).scale).toMatchObject({
      kind: 'positive',
      of: 'own',
      low: 0,
      high: 0.5,
    });
    expect(ownScale(field('impulse', -0.125, 0.5), en.maps).scale).toMatchObject({
      kind: 'signed',
      low: -0.5,
      high: 0.5,
    });
    expect(ownScale(field('correlation', 0.5), en.maps).scale).toMatchObject({
      of: 'fixed',
      low: -1,
      high: 1,
    });
    expect(ownScale(field('gradient', 0, 0), en.maps).scale.high).toBe(1);
    expect(ownScale(field('gradient', 1), en.maps).field.cells).toBe('pixels');
  });

  it('shared: shares per square of the same pixels, whatever the grids', () => {
    // The same heat on 2 tokens of 16 px and on 4 of 8 px.
    const [coarse, fine] = sharedScale(
      [field('impulse', 3, 1), field('attention', 3, 3, 1, 1)],
      [32, 32],
      16,
      en.maps,
    );
    expect([...coarse.field.data]).toEqual([0.75, 0.25]);
    expect([...fine.field.data]).toEqual([1.5, 1.5, 0.5, 0.5]);
    expect(coarse.scale).toBe(fine.scale);
    expect(coarse.scale).toMatchObject({ kind: 'signed', of: 'shared', low: -1.5, high: 1.5 });
    expect(coarse.unit).toBe('share of all, per 16 px square');
  });
});

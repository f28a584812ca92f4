import type { Figure } from '../render/figure.ts';
import type { About } from './item.ts';

/** JSON has no NaN and no infinity: they are null. */
const number = (value: number) => (Number.isFinite(value) ? value : null);

/** Everything of a figure but its numbers. */
export function describe({ field, scale, colours, unit, source }: Figure, about: About) {
  const { kind, law, of, low, high } = scale;
  return {
    ...about,
    unit,
    photo: source.photo,
    place: source.place,
    shape: [field.height, field.width],
    cells: field.cells,
    scale: { kind, law, of, low: number(low), high: number(high) },
    colours,
  };
}

/** A figure with its numbers, row by row from the top, each the nearest decimal that reads back as the same float32. */
export function figureJson(figure: Figure, about: About): string {
  const { height, width, data } = figure.field;
  const rows = Array.from({ length: height }, (_, y) =>
    Array.from(data.subarray(y * width, (y + 1) * width), number),
  );
  return `${JSON.stringify({ ...describe(figure, about), data: rows }, null, 1)}\n`;
}

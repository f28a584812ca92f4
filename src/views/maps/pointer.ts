import { useState } from 'react';

/** A place in fractions of a picture, x to the right, y down. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where the pointer is over a map, or over all maps of the same picture. */
export interface Pointer {
  readonly at: Point | null;
  readonly move: (to: Point | null) => void;
}

export function usePointer(): Pointer {
  const [at, move] = useState<Point | null>(null);
  return { at, move };
}

/** Where a pointer event is in the element that listens. */
export function pointOf(event: {
  readonly clientX: number;
  readonly clientY: number;
  readonly currentTarget: Element;
}): Point {
  const box = event.currentTarget.getBoundingClientRect();
  const fraction = (value: number) => Number(Math.min(0.9999, Math.max(0, value)).toFixed(4));
  return {
    x: fraction((event.clientX - box.left) / box.width),
    y: fraction((event.clientY - box.top) / box.height),
  };
}

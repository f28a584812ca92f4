import { useEffect, useRef } from 'react';
import type { Pixels } from '../../state/explorer.ts';

interface Props {
  readonly pixels: Pixels;
  /** Text alternative of the picture. */
  readonly label: string;
  readonly className?: string | undefined;
}

/** Draws pixels one to one into a canvas that CSS scales. */
export function PixelCanvas({ pixels, label, className }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const { width, height, data } = pixels;
    canvas.current?.getContext('2d')?.putImageData(new ImageData(data, width, height), 0, 0);
  }, [pixels]);
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={label}
      className={className}
      width={pixels.width}
      height={pixels.height}
    />
  );
}

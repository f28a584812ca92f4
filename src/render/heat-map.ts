import { lutIndex, type Lut } from './colour-map.ts';

export interface HeatMapProps {
  /** [height, width], row by row. Read at every `render`: write new values into it, then render again. */
  readonly field: Float32Array;
  readonly height: number;
  readonly width: number;
  /** Values of the first and the last colour. */
  readonly low: number;
  readonly high: number;
  readonly colours: Lut;
  /** Interpolates between cells; otherwise each cell is a flat square. */
  readonly smooth: boolean;
}

/** Draws one field of numbers. `render` allocates nothing. */
export interface HeatMap {
  setProps(props: Partial<HeatMapProps>): void;
  render(): void;
  destroy(): void;
}

const INITIAL: HeatMapProps = {
  field: new Float32Array(1),
  height: 1,
  width: 1,
  low: 0,
  high: 1,
  colours: new Uint8Array(1024),
  smooth: false,
};

/**
 * A heat map on a canvas of any CSS size, as sharp as the screen allows.
 * @throws Error when the canvas has a context of another kind already
 */
export function createHeatMap(canvas: HTMLCanvasElement): HeatMap {
  const target = context2d(canvas);
  const cells = document.createElement('canvas');
  cells.width = 1;
  cells.height = 1;
  const source = context2d(cells);
  let image = source.createImageData(1, 1);
  let props = INITIAL;

  const observer = new ResizeObserver(() => {
    fitToScreen(canvas);
    configure();
    draw();
  });
  observer.observe(canvas);
  fitToScreen(canvas);

  // A canvas forgets this when it is resized.
  function configure(): void {
    target.imageSmoothingEnabled = props.smooth;
    target.imageSmoothingQuality = 'high';
  }

  function draw(): void {
    const { field, width, height, low, high, colours } = props;
    if (image.width !== width || image.height !== height) {
      cells.width = width;
      cells.height = height;
      image = source.createImageData(width, height);
    }
    paintCells(image.data, 0, field, 0, width * height, low, high, colours);
    source.putImageData(image, 0, 0);
    target.drawImage(cells, 0, 0, canvas.width, canvas.height);
  }

  return {
    setProps(next) {
      props = { ...props, ...next };
      configure();
    },
    render: draw,
    destroy: () => observer.disconnect(),
  };
}

/** Gives a canvas one pixel per device pixel of its box. @returns whether its size changed, which clears it */
export function fitToScreen(canvas: HTMLCanvasElement): boolean {
  const width = Math.max(1, Math.round(canvas.clientWidth * devicePixelRatio));
  const height = Math.max(1, Math.round(canvas.clientHeight * devicePixelRatio));
  if (canvas.width === width && canvas.height === height) return false;
  canvas.width = width;
  canvas.height = height;
  return true;
}

/**
 * Colours `count` values from `field[from]` on into RGBA pixels from byte `at` on.
 */
export function paintCells(
  pixels: Uint8ClampedArray,
  at: number,
  field: Float32Array,
  from: number,
  count: number,
  low: number,
  high: number,
  colours: Lut,
): void {
  for (let i = 0; i < count; i++) {
    const entry = 4 * lutIndex(field[from + i], low, high);
    const to = at + 4 * i;
    pixels[to] = colours[entry];
    pixels[to + 1] = colours[entry + 1];
    pixels[to + 2] = colours[entry + 2];
    pixels[to + 3] = 255;
  }
}

/** The 2D context of a canvas that has no other. */
export function context2d(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This canvas has a context of another kind already.');
  return context;
}

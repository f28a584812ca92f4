import { useCallback, useEffect, useMemo, useRef, type ReactNode } from 'react';
import { context2d } from '../../render/heat-map.ts';
import type { ExplorerState, Pixels } from '../../state/explorer.ts';
import { SETTINGS } from '../../state/settings.ts';
import { Segments } from '../controls/segments.tsx';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import { pageLoop } from '../transport/page-loop.ts';
import type { LiveMap } from './channel-heat.ts';
import { CrossSection } from './cross-section.tsx';
import { MapFigure } from './map-figure.tsx';
import { createPixelHeat, type PixelHeat } from './pixel-heat.ts';
import { frequencyName } from '../maps/words.ts';
import maps from './maps.module.css';
import styles from './lab.module.css';

const SIZES = SETTINGS.entries.labSize.options.map((value) => ({ value, label: `${value}²` }));

/** Diffusivity × time of a pixel, in pixels². */
const exponent = ({ t, k, kConst }: ExplorerState) => t * (kConst ?? k);

/** Brings a photo to size × size pixels. */
function resample({ width, height, data }: Pixels, size: number): Uint8ClampedArray {
  const from = document.createElement('canvas');
  from.width = width;
  from.height = height;
  context2d(from).putImageData(new ImageData(data, width, height), 0, 0);
  const to = document.createElement('canvas');
  to.width = size;
  to.height = size;
  const context = context2d(to);
  context.imageSmoothingQuality = 'high';
  context.drawImage(from, 0, 0, size, size);
  return context.getImageData(0, 0, size, size).data;
}

/** The photo itself as heat: exact physics with one number k·t, its spectrum and a cut through it. */
export function PixelLab({ subject }: { readonly subject: ReactNode }) {
  const explorer = useExplorer();
  const { store } = explorer;
  const image = useExplorerState((s) => s.image);
  const magnitude = useExplorerState((s) => s.magnitude);
  const size = useExplorerState((s) => s.labSize);
  const row = useExplorerState((s) => s.cut);
  const heat = useMemo(
    () => (image ? createPixelHeat(resample(image.view, size), size) : null),
    [image, size],
  );
  const spectrum = useMemo<LiveMap | null>(
    () =>
      heat && {
        field: heat.spectrum,
        height: size,
        width: size,
        low: heat.spectrumLow,
        high: heat.spectrumHigh,
      },
    [heat, size],
  );
  const advance = useAdvance(heat, () => exponent(store.getState()));
  const frequency = useCallback((n: number, m: number) => frequencyName(n, m, size, size), [size]);
  const power = useCallback((drawn: number) => 10 ** drawn, []);
  if (!heat || !spectrum) return null;

  return (
    <section className={styles.lab} aria-labelledby="lab-title">
      <header className={styles.bar}>
        {subject}
        <h2 id="lab-title">The photo as heat</h2>
        <Segments
          label="Pixels"
          value={size}
          options={SIZES}
          onChange={(labSize) => void explorer.set({ labSize })}
        />
        <p className={styles.note}>
          Every pixel is a temperature. Heat flows from hot to cold, fine detail first: exp(−ω²kt).
        </p>
      </header>
      <div className={styles.columns}>
        <Picture
          heat={heat}
          advance={advance}
          row={row}
          onRow={(cut) => void explorer.set({ cut })}
        />
        <div className={styles.side}>
          <CrossSection heat={heat} row={row} advance={advance} />
          <MapFigure
            title="Spectrum"
            unit="|DCT| of brightness, log"
            map={spectrum}
            colours={magnitude}
            smooth={false}
            cellName={frequency}
            trueValue={power}
            signOf={heat.coefficientAt}
            logarithmic
            advance={advance}
          />
        </div>
      </div>
    </section>
  );
}

/** Brings the heat to the present once, however many drawings ask. */
function useAdvance(heat: PixelHeat | null, now: () => number): () => number {
  const reached = useRef<{ heat: PixelHeat | null; kt: number; version: number }>({
    heat: null,
    kt: Number.NaN,
    version: 0,
  });
  const clock = useRef(now);
  useEffect(() => {
    clock.current = now;
  });
  return useCallback(() => {
    const state = reached.current;
    const kt = clock.current();
    if (heat && (state.heat !== heat || state.kt !== kt)) {
      heat.advance(kt);
      state.heat = heat;
      state.kt = kt;
      state.version++;
    }
    return state.version;
  }, [heat]);
}

interface PictureProps {
  readonly heat: PixelHeat;
  readonly advance: () => number;
  /** Where the cut is, 0…1 from the top. */
  readonly row: number;
  readonly onRow: (row: number) => void;
}

function Picture({ heat, advance, row, onRow }: PictureProps) {
  const { store } = useExplorer();
  const canvas = useRef<HTMLCanvasElement>(null);
  const spread = useRef<HTMLSpanElement>(null);
  const { size } = heat;

  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const context = context2d(element);
    const image = new ImageData(heat.pixels, size, size);
    let version = -1;
    return pageLoop().add(() => {
      const now = advance();
      if (now === version) return false;
      version = now;
      context.putImageData(image, 0, 0);
      const sigma = Math.sqrt(2 * exponent(store.getState())).toFixed(1);
      if (spread.current) spread.current.textContent = `√(2kt) = ${sigma} px`;
      element.setAttribute(
        'aria-label',
        `The photo after its heat has spread by ${sigma} of ${size} pixels`,
      );
      return false;
    });
  }, [heat, size, advance, store]);

  const move = (fraction: number) => onRow(Number(Math.min(1, Math.max(0, fraction)).toFixed(4)));
  return (
    <figure className={maps.figure}>
      <figcaption className={maps.caption}>
        <strong>
          Uᵗ, {size} × {size} pixels
        </strong>
        <span ref={spread} className={maps.unit} />
      </figcaption>
      <div
        className={styles.picture}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          const { top, height } = event.currentTarget.getBoundingClientRect();
          move((event.clientY - top) / height);
        }}
        onPointerMove={(event) => {
          if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
          const { top, height } = event.currentTarget.getBoundingClientRect();
          move((event.clientY - top) / height);
        }}
      >
        <canvas ref={canvas} role="img" aria-label="The photo" width={size} height={size} />
        <span
          className={styles.line}
          role="slider"
          tabIndex={0}
          aria-label="Cut through the photo"
          aria-orientation="vertical"
          aria-valuemin={1}
          aria-valuemax={size}
          aria-valuenow={Math.min(size, Math.floor(row * size) + 1)}
          aria-valuetext={`row ${Math.min(size, Math.floor(row * size) + 1)} of ${size}`}
          style={{ top: `${100 * row}%` }}
          onKeyDown={(event) => {
            const step = { ArrowUp: -1, ArrowDown: 1, PageUp: -10, PageDown: 10 }[event.key];
            if (step === undefined) return;
            event.preventDefault();
            move(row + step / 100);
          }}
        />
      </div>
    </figure>
  );
}

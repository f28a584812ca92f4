import { useCallback, useEffect, useMemo, useRef, type ReactNode } from 'react';
import { createPixelHeat, type PixelHeat } from '../../math/pixel-heat.ts';
import type { Figure } from '../../render/figure.ts';
import { context2d } from '../../render/heat-map.ts';
import type { ExplorerState, Pixels } from '../../state/explorer.ts';
import { SETTINGS } from '../../state/settings.ts';
import { Segments } from '../controls/segments.tsx';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import { FigureView } from '../maps/figure-view.tsx';
import { useColours } from '../maps/use-colours.ts';
import maps from '../maps/maps.module.css';
import { Panel } from '../panel.tsx';
import { pageLoop } from '../transport/page-loop.ts';
import { CrossSection } from './cross-section.tsx';
import styles from './lab.module.css';

const SIZES = SETTINGS.entries.labSize.options.map((value) => ({ value, label: `${value}²` }));

/** Frequencies weaker than this share of the strongest are drawn as nothing. */
const SPECTRUM_FLOOR = 1e-4;

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
  const image = useExplorerState((s) => s.image);
  const photo = useExplorerState((s) => s.imageTitle);
  const { magnitude } = useColours();
  const size = useExplorerState((s) => s.labSize);
  const row = useExplorerState((s) => s.cut);
  const heat = useMemo(
    () => (image ? createPixelHeat(resample(image.view, size), size) : null),
    [image, size],
  );
  const advance = useAdvance(heat);
  const spectrum = useMemo<Figure | null>(() => {
    if (heat === null) return null;
    const high = heat.strongest || 1;
    return {
      field: { height: size, width: size, data: heat.spectrum, cells: 'frequencies' },
      scale: { kind: 'magnitude', law: 'log', of: 'source', low: SPECTRUM_FLOOR * high, high },
      colours: magnitude,
      smooth: false,
      unit: '|DCT| of brightness',
      title: 'Spectrum',
      caption:
        'How strong each standing wave of the photo still is: coarse ones in the upper left, fine ones in the lower right.',
      source: { model: null, photo, place: `${size} × ${size} pixels` },
      advance,
    };
  }, [heat, size, magnitude, photo, advance]);
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
        <Panel name="maps">
          <Picture
            heat={heat}
            advance={advance}
            row={row}
            onRow={(cut) => void explorer.set({ cut })}
          />
        </Panel>
        <div className={styles.side}>
          <Panel name="plot">
            <CrossSection heat={heat} row={row} advance={advance} />
          </Panel>
          <Panel name="maps">
            <FigureView figure={spectrum} />
          </Panel>
        </div>
      </div>
    </section>
  );
}

/** Brings the heat to the present, or to a time, once, however many drawings ask. */
function useAdvance(heat: PixelHeat | null): (t?: number) => number {
  const { store } = useExplorer();
  const reached = useRef<{ heat: PixelHeat | null; kt: number; version: number }>({
    heat: null,
    kt: Number.NaN,
    version: 0,
  });
  return useCallback(
    (t?: number) => {
      const now = reached.current;
      const state = store.getState();
      const kt = exponent(t === undefined ? state : { ...state, t });
      if (heat && (now.heat !== heat || now.kt !== kt)) {
        heat.advance(kt);
        now.heat = heat;
        now.kt = kt;
        now.version++;
      }
      return now.version;
    },
    [heat, store],
  );
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
        <span ref={spread} className={maps.readOut} />
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

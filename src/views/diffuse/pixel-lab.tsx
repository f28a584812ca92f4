import { useMemo, type ReactNode } from 'react';
import { pictureSpectrum } from '../../math/pixel-heat.ts';
import type { Figure } from '../../render/figure.ts';
import { SETTINGS } from '../../state/settings.ts';
import { Segments } from '../controls/segments.tsx';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import { useWords } from '../language-context.ts';
import { FigureView } from '../maps/figure-view.tsx';
import { useColours } from '../maps/use-colours.ts';
import { Panel } from '../panel.tsx';
import { Prose } from '../prose.tsx';
import { pixelsAt } from '../photo/pixels-at.ts';
import { CrossSection } from './cross-section.tsx';
import { LabPicture } from './lab-picture.tsx';
import { MeanHeat } from './mean-heat.tsx';
import { useAdvance, usePixelHeat } from './use-pixel-heat.ts';
import { usePhotoName } from '../photo/use-photo-name.ts';
import styles from './lab.module.css';

const SIZES = SETTINGS.entries.labSize.options.map((value) => ({ value, label: `${value}²` }));

/** Frequencies weaker than this share of the strongest are drawn as nothing. */
const SPECTRUM_FLOOR = 1e-4;

/** The photo itself as heat: exact physics with one number k·t, its spectrum and a cut through it. */
export function PixelLab({ subject }: { readonly subject: ReactNode }) {
  const explorer = useExplorer();
  const words = useWords().diffuse.lab;
  const image = useExplorerState((s) => s.image);
  const { title: photo } = usePhotoName();
  const { magnitude } = useColours();
  const size = useExplorerState((s) => s.labSize);
  const row = useExplorerState((s) => s.cut);
  const source = useMemo(
    () => (image ? pictureSpectrum(pixelsAt(image.view, size), size) : null),
    [image, size],
  );
  const heat = usePixelHeat(source);
  const advance = useAdvance(heat);
  const spectrum = useMemo<Figure | null>(() => {
    if (heat === null) return null;
    const high = heat.strongest || 1;
    return {
      field: { height: size, width: size, data: heat.spectrum, cells: 'frequencies' },
      scale: { kind: 'magnitude', law: 'log', of: 'source', low: SPECTRUM_FLOOR * high, high },
      colours: magnitude,
      smooth: false,
      ...words.spectrum,
      source: { model: null, photo, place: words.place(size) },
      advance,
    };
  }, [heat, size, magnitude, photo, advance, words]);
  if (!heat || !spectrum) return null;

  return (
    <section className={styles.lab} aria-labelledby="lab-title">
      <header className={styles.bar}>
        {subject}
        <h1 id="lab-title">{words.title}</h1>
        <Segments
          label={words.pixels}
          value={size}
          options={SIZES}
          onChange={(labSize) => void explorer.set({ labSize })}
        />
        <p className={styles.note}>
          <Prose>{words.law}</Prose>
        </p>
      </header>
      <div className={styles.columns}>
        <div className={styles.main}>
          <Panel name="maps">
            <LabPicture
              heat={heat}
              advance={advance}
              row={row}
              onRow={(cut) => void explorer.set({ cut })}
            />
          </Panel>
          <MeanHeat
            before={heat.before}
            now={heat.luminance}
            advance={advance}
            strongest={255}
            names={words.means}
          />
        </div>
        <div className={styles.side}>
          <Panel name="maps">
            <FigureView figure={spectrum} />
          </Panel>
          <Panel name="plot">
            <CrossSection heat={heat} row={row} advance={advance} />
          </Panel>
        </div>
      </div>
    </section>
  );
}

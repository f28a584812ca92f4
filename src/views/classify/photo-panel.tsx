import { Segments } from '../controls/segments.tsx';
import type { Pixels } from '../../state/explorer.ts';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import { seesWhole } from '../format/input-size.ts';
import { PixelCanvas } from '../photo/pixel-canvas.tsx';
import { Panel } from '../panel.tsx';
import { PhotoSources } from './photo-sources.tsx';
import { SampleStrip } from '../photo/sample-strip.tsx';
import styles from './classify.module.css';

function sidesOf({ width, height }: Pixels): string {
  return width === height ? String(width) : `${width} × ${height}`;
}

/** The current photo as people or as the network see it, and every way to bring another. */
export function PhotoPanel() {
  const image = useExplorerState((s) => s.image);
  const title = useExplorerState((s) => s.imageTitle);
  const crop = useExplorerState((s) => s.result?.crop ?? null);
  const alt = useExplorerState((s) => s.samples.find((x) => x.id === s.sample)?.alt ?? null);
  const whole = useExplorerState((s) => s.classifier !== null && seesWhole(s.classifier));
  const explorer = useExplorer();
  const asCrop = useExplorerState((s) => s.crop) && crop !== null;

  return (
    <div className={styles.photoPanel}>
      <Panel name="photo" as="section" className={styles.shown} aria-labelledby="photo-title">
        <header className={styles.photoHead}>
          <h1 id="photo-title">{title === '' ? 'Photo' : title}</h1>
          {image && (
            <span className={styles.size}>
              {image.width} × {image.height} px
            </span>
          )}
          <Segments
            label="Show the photo"
            value={asCrop ? 'crop' : 'photo'}
            onChange={(value) => void explorer.set({ crop: value === 'crop' })}
            options={[
              { value: 'photo', label: whole ? 'the whole photo' : 'centre of the photo' },
              ...(crop === null
                ? []
                : [{ value: 'crop', label: `as the network sees it, ${sidesOf(crop)} px` }]),
            ]}
          />
        </header>
        <div className={styles.frame}>
          {image ? (
            !asCrop ? (
              <PixelCanvas
                pixels={image.view}
                label={`${title}${alt === null ? '' : `: ${alt}`}`}
                className={styles.photo}
              />
            ) : (
              <PixelCanvas
                pixels={crop}
                label={`${title}, exactly what the network sees: ${crop.width} by ${crop.height} pixels`}
                className={`${styles.photo} ${styles.pixelated}`}
              />
            )
          ) : (
            <div className={styles.placeholder} aria-hidden="true" />
          )}
        </div>
      </Panel>
      <Panel name="samples" className={styles.choices}>
        <SampleStrip />
        <PhotoSources />
      </Panel>
    </div>
  );
}

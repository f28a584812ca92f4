import { Segments } from '../controls/segments.tsx';
import { sampleToCome } from '../../state/beforehand.ts';
import type { Pixels } from '../../state/explorer.ts';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import { seesWhole } from '../format/input-size.ts';
import { useWords } from '../language-context.ts';
import { PixelCanvas } from '../photo/pixel-canvas.tsx';
import { Panel } from '../panel.tsx';
import { usePhotoName, useSampleName } from '../photo/use-photo-name.ts';
import styles from './classify.module.css';

function sidesOf({ width, height }: Pixels): string {
  return width === height ? String(width) : `${width} × ${height}`;
}

/** The current photo as people or as the network see it. */
export function PhotoPanel() {
  const words = useWords().classify.photo;
  const image = useExplorerState((s) => s.image);
  const { title, alt } = usePhotoName();
  const crop = useExplorerState((s) => s.result?.crop ?? null);
  const whole = useExplorerState((s) => s.classifier !== null && seesWhole(s.classifier));
  const nameOf = useSampleName();
  const toCome = useExplorerState(sampleToCome);
  const nameToCome = toCome && nameOf(toCome);
  const explorer = useExplorer();
  const asCrop = useExplorerState((s) => s.crop) && crop !== null;

  return (
    <Panel name="photo" as="section" className={styles.shown} aria-labelledby="photo-title">
      <header className={styles.photoHead}>
        <h1 id="photo-title">{title === '' ? (nameToCome?.title ?? words.untitled) : title}</h1>
        {image && (
          <span className={styles.size}>
            {image.width} × {image.height} px
          </span>
        )}
        <Segments
          label={words.show}
          value={asCrop ? 'crop' : 'photo'}
          onChange={(value) => void explorer.set({ crop: value === 'crop' })}
          options={[
            { value: 'photo', label: whole ? words.whole : words.centre },
            ...(crop === null ? [] : [{ value: 'crop', label: words.crop(sidesOf(crop)) }]),
          ]}
        />
      </header>
      <div className={styles.frame}>
        {image ? (
          !asCrop ? (
            <PixelCanvas
              pixels={image.view}
              label={alt === null ? title : words.described(title, alt)}
              className={styles.photo}
            />
          ) : (
            <PixelCanvas
              pixels={crop}
              label={words.describedCrop(title, crop.width, crop.height)}
              className={`${styles.photo} ${styles.pixelated}`}
            />
          )
        ) : toCome && nameToCome ? (
          <img
            src={explorer.address(`samples/${toCome.file}`)}
            alt={words.described(nameToCome.title, nameToCome.alt)}
            className={`${styles.photo} ${styles.toCome}`}
          />
        ) : (
          <div className={styles.placeholder} aria-hidden="true" />
        )}
      </div>
    </Panel>
  );
}

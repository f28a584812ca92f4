import { Button } from '../controls/button.tsx';
import controls from '../controls/controls.module.css';
import { Segments } from '../controls/segments.tsx';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import { knobText } from '../format/knobs.ts';
import { useWords } from '../language-context.ts';
import styles from '../maps/study.module.css';

/** Stage, photos, normalisation, and whether the untrained networks are shown as well. */
export function FieldChoices() {
  const explorer = useExplorer();
  const words = useWords().field;
  const stages = useExplorerState((s) => s.vheat?.stages.length ?? 0);
  const stage = useExplorerState((s) => s.stage);
  const samples = useExplorerState((s) => s.samples.length);
  const images = useExplorerState((s) => s.images);
  const own = useExplorerState((s) => s.ownPhotos.length);
  const norm = useExplorerState((s) => s.norm);
  const before = useExplorerState((s) => s.before);
  const patch = useExplorerState((s) => s.patch);
  const kConst = useExplorerState((s) => s.kConst);
  return (
    <>
      <section className={styles.group}>
        <h2>{words.cell.title}</h2>
        <p className={styles.note}>{patch === null ? words.cell.middle : words.cell.chosen}</p>
        {patch !== null && (
          <Button onClick={() => void explorer.set({ patch: null })}>{words.cell.reset}</Button>
        )}
      </section>
      <section className={styles.group}>
        <h2>{words.stage.title}</h2>
        <Segments
          label={words.stage.label}
          value={stage}
          options={Array.from({ length: stages }, (_, value) => ({
            value,
            label: String(value + 1),
          }))}
          onChange={(value) => void explorer.set({ stage: value, block: 0 })}
        />
      </section>
      <section className={styles.group}>
        <h2>{words.photos.title}</h2>
        <Segments
          label={words.photos.title}
          value={images}
          options={[
            { value: 'current', label: words.photos.current },
            { value: 'samples', label: words.photos.samples(samples) },
            ...(own > 0 ? [{ value: 'own' as const, label: words.photos.own(own) }] : []),
          ]}
          onChange={(value) => void explorer.set({ images: value })}
        />
        <label className={controls.button}>
          {words.photos.average}
          <input
            type="file"
            accept="image/*"
            multiple
            className="visually-hidden"
            aria-label={words.photos.files}
            onChange={(event) => {
              void explorer.averageOver([...(event.target.files ?? [])]);
              event.target.value = ''; // the same files may be chosen again
            }}
          />
        </label>
      </section>
      <section className={styles.group}>
        <h2>{words.norm.title}</h2>
        <Segments
          label={words.norm.title}
          value={norm}
          options={[
            { value: 'log10', label: words.norm.names.log10 },
            { value: 'pow02', label: words.norm.names.pow02 },
          ]}
          onChange={(value) => void explorer.set({ norm: value })}
        />
        <p className={styles.note}>{words.norm.what}</p>
      </section>
      <section className={styles.group}>
        <h2>{words.training.title}</h2>
        <Segments
          label={words.training.title}
          value={before ? 'both' : 'after'}
          options={[
            { value: 'after', label: words.training.after },
            { value: 'both', label: words.training.both },
          ]}
          onChange={(value) => void explorer.set({ before: value === 'both' })}
        />
        {before && (
          <p className={styles.note}>
            {words.training.before(kConst === null ? null : knobText(kConst))}
          </p>
        )}
      </section>
    </>
  );
}

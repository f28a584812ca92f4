import { Button } from '../controls/button.tsx';
import controls from '../controls/controls.module.css';
import { Segments } from '../controls/segments.tsx';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import { knobText } from '../format/knobs.ts';
import styles from '../maps/study.module.css';

/** Stage, photos, normalisation, and whether the untrained networks are shown as well. */
export function FieldChoices() {
  const explorer = useExplorer();
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
        <h2>Cell</h2>
        <p className={styles.note}>
          {patch === null
            ? 'The middle of the grid; where four cells meet there, the lower right one. Click the photo or use the arrow keys for another.'
            : 'The cell that holds the chosen point.'}
        </p>
        {patch !== null && (
          <Button onClick={() => void explorer.set({ patch: null })}>Middle</Button>
        )}
      </section>
      <section className={styles.group}>
        <h2>vHeat at the end of stage</h2>
        <Segments
          label="Stage"
          value={stage}
          options={Array.from({ length: stages }, (_, value) => ({
            value,
            label: String(value + 1),
          }))}
          onChange={(value) => void explorer.set({ stage: value, block: 0 })}
        />
      </section>
      <section className={styles.group}>
        <h2>Photos</h2>
        <Segments
          label="Photos"
          value={images}
          options={[
            { value: 'current', label: 'this one' },
            { value: 'samples', label: `all ${samples} samples` },
            ...(own > 0 ? [{ value: 'own' as const, label: `your ${own}` }] : []),
          ]}
          onChange={(value) => void explorer.set({ images: value })}
        />
        <label className={controls.button}>
          Average over photos…
          <input
            type="file"
            accept="image/*"
            multiple
            className="visually-hidden"
            aria-label="Average over your photos"
            onChange={(event) => {
              void explorer.averageOver([...(event.target.files ?? [])]);
              event.target.value = ''; // the same files may be chosen again
            }}
          />
        </label>
      </section>
      <section className={styles.group}>
        <h2>Normalisation</h2>
        <Segments
          label="Normalisation"
          value={norm}
          options={[
            { value: 'log10', label: 'log₁₀ (RepLKNet)' },
            { value: 'pow02', label: 'power 0.2 (VMamba)' },
          ]}
          onChange={(value) => void explorer.set({ norm: value })}
        />
        <p className={styles.note}>Ratios of the two are not comparable.</p>
      </section>
      <section className={styles.group}>
        <h2>Training</h2>
        <Segments
          label="Training"
          value={before ? 'both' : 'after'}
          options={[
            { value: 'after', label: 'after' },
            { value: 'both', label: 'before and after' },
          ]}
          onChange={(value) => void explorer.set({ before: value === 'both' })}
        />
        {before && (
          <p className={styles.note}>
            Before: the same shapes with seeded random weights (σ = 0.02, PyTorch’s convolutions).{' '}
            {kConst === null
              ? 'Their k is close to 0, so an untrained vHeat hardly conducts.'
              : `Their own k is close to 0; where the knobs act, k = ${knobText(kConst)} takes its place.`}
          </p>
        )}
      </section>
    </>
  );
}

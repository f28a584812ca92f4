import type { Settings } from '../../state/settings.ts';
import { Segments } from '../controls/segments.tsx';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import { useWords } from '../language-context.ts';
import styles from '../maps/study.module.css';

const MEAN = 'mean';

/** A table of names as the options of a choice. */
function optionsOf<T extends string>(names: Readonly<Record<T, string>>) {
  return (Object.keys(names) as T[]).map((value) => ({ value, label: names[value] }));
}

/** How heat and attention are shown; `heads` is that of the ViT, 0 while there is none. */
export function Choices({ heads }: { readonly heads: number }) {
  const explorer = useExplorer();
  const words = useWords().compare;
  const heat = useExplorerState((s) => s.heat);
  const attention = useExplorerState((s) => s.attention);
  const head = useExplorerState((s) => s.head);
  const scale = useExplorerState((s) => s.scale);
  return (
    <>
      <section className={styles.group}>
        <h2>{words.heat.shownAs}</h2>
        <Segments
          label={words.heat.shownAs}
          value={heat}
          options={optionsOf<Settings['heat']>(words.heat.kinds)}
          onChange={(value) => void explorer.set({ heat: value })}
        />
      </section>
      {heads > 0 && (
        <section className={styles.group}>
          <h2>{words.attention.shownAs}</h2>
          <Segments
            label={words.attention.shownAs}
            value={attention}
            options={optionsOf<Settings['attention']>(words.attention.kinds)}
            onChange={(value) => void explorer.set({ attention: value })}
          />
          {attention === 'row' && (
            <Segments
              label={words.head.label}
              value={head === null ? MEAN : String(head)}
              options={[
                { value: MEAN, label: words.head.mean },
                ...Array.from({ length: heads }, (_, i) => ({
                  value: String(i),
                  label: String(i + 1),
                })),
              ]}
              onChange={(value) =>
                void explorer.set({ head: value === MEAN ? null : Number(value) })
              }
            />
          )}
        </section>
      )}
      <section className={styles.group}>
        <h2>{words.scale.title}</h2>
        <Segments
          label={words.scale.title}
          value={scale}
          options={optionsOf<Settings['scale']>(words.scale.kinds)}
          onChange={(value) => void explorer.set({ scale: value })}
        />
        <p className={styles.note}>
          {heat === 'correlation' ? words.scale.correlation : words.scale[scale]}
        </p>
      </section>
    </>
  );
}

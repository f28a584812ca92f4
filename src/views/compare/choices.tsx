import { Segments } from '../controls/segments.tsx';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import styles from '../maps/study.module.css';
import { ATTENTION_KINDS, HEAT_KINDS } from './words.ts';

const MEAN = 'mean';

/** How heat and attention are shown; `heads` is that of the ViT, 0 while there is none. */
export function Choices({ heads }: { readonly heads: number }) {
  const explorer = useExplorer();
  const heat = useExplorerState((s) => s.heat);
  const attention = useExplorerState((s) => s.attention);
  const head = useExplorerState((s) => s.head);
  const scale = useExplorerState((s) => s.scale);
  return (
    <>
      <section className={styles.group}>
        <h2>Heat shown as</h2>
        <Segments
          label="Heat shown as"
          value={heat}
          options={HEAT_KINDS}
          onChange={(value) => void explorer.set({ heat: value })}
        />
      </section>
      {heads > 0 && (
        <section className={styles.group}>
          <h2>Attention shown as</h2>
          <Segments
            label="Attention shown as"
            value={attention}
            options={ATTENTION_KINDS}
            onChange={(value) => void explorer.set({ attention: value })}
          />
          {attention === 'row' && (
            <Segments
              label="Head"
              value={head === null ? MEAN : String(head)}
              options={[
                { value: MEAN, label: 'head mean' },
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
        <h2>Colour scale</h2>
        <Segments
          label="Colour scale"
          value={scale}
          options={[
            { value: 'shared', label: 'shared' },
            { value: 'own', label: 'each its own' },
          ]}
          onChange={(value) => void explorer.set({ scale: value })}
        />
        <p className={styles.note}>
          {heat === 'correlation'
            ? 'Correlation keeps its own scale, −1 to 1.'
            : scale === 'shared'
              ? 'Both maps as shares of their sum, per 16 px square.'
              : 'Each map in its own unit.'}
        </p>
      </section>
    </>
  );
}

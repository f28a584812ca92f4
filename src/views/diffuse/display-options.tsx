import { SETTINGS } from '../../state/settings.ts';
import { Segments } from '../controls/segments.tsx';
import { useFold } from '../controls/use-fold.ts';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import { useWords } from '../language-context.ts';
import styles from './controls.module.css';

const SIGNED = SETTINGS.entries.signed.options;
const MAGNITUDES = SETTINGS.entries.magnitude.options;
const SCALES = SETTINGS.entries.range.options;
const LAWS = SETTINGS.entries.law.options;
const PIXELS = ['smooth', 'pixel'] as const;

/** How maps are drawn: colours that survive projectors and colour blindness, scales, interpolation; what shows in the view. */
export function DisplayOptions() {
  const explorer = useExplorer();
  const words = useWords().diffuse.display;
  const lab = useExplorerState((s) => s.lab);
  const signed = useExplorerState((s) => s.signed);
  const magnitude = useExplorerState((s) => s.magnitude);
  const range = useExplorerState((s) => s.range);
  const law = useExplorerState((s) => s.law);
  const smooth = useExplorerState((s) => s.smooth);
  const fold = useFold('colours');
  return (
    <details
      className={styles.display}
      open={fold.open}
      onToggle={(event) => fold.set(event.currentTarget.open)}
    >
      <summary>{words.title}</summary>
      <dl className={styles.options}>
        {!lab && (
          <>
            <dt>{words.signed.name}</dt>
            <dd>
              <Segments
                label={words.signed.label}
                value={signed}
                options={SIGNED.map((option) => ({ value: option, label: words.signed[option] }))}
                onChange={(value) => void explorer.set({ signed: value })}
              />
            </dd>
          </>
        )}
        <dt>{words.magnitude.name}</dt>
        <dd>
          <Segments
            label={words.magnitude.label}
            value={magnitude}
            options={MAGNITUDES.map((option) => ({
              value: option,
              label: words.magnitude[option],
            }))}
            onChange={(value) => void explorer.set({ magnitude: value })}
          />
        </dd>
        {!lab && (
          <>
            <dt>{words.range.name}</dt>
            <dd>
              <Segments
                label={words.range.label}
                value={range}
                options={SCALES.map((option) => ({ value: option, label: words.range[option] }))}
                onChange={(value) => void explorer.set({ range: value })}
              />
            </dd>
            <dt>{words.law.name}</dt>
            <dd>
              <Segments
                label={words.law.label}
                value={law}
                options={LAWS.map((option) => ({ value: option, label: words.law[option] }))}
                onChange={(value) => void explorer.set({ law: value })}
              />
            </dd>
            <dt>{words.smooth.name}</dt>
            <dd>
              <Segments
                label={words.smooth.label}
                value={smooth ? 'smooth' : 'pixel'}
                options={PIXELS.map((option) => ({ value: option, label: words.smooth[option] }))}
                onChange={(value) => void explorer.set({ smooth: value === 'smooth' })}
              />
            </dd>
          </>
        )}
      </dl>
    </details>
  );
}

import type { Settings } from '../../state/settings.ts';
import { Segments } from '../controls/segments.tsx';
import { useFold } from '../controls/use-fold.ts';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import styles from './controls.module.css';

type Options<K extends keyof Settings> = readonly {
  readonly value: Settings[K] & string;
  readonly label: string;
}[];

const SIGNED: Options<'signed'> = [
  { value: 'theme', label: 'blue · red' },
  { value: 'purple-orange', label: 'purple · orange' },
];
const MAGNITUDES: Options<'magnitude'> = [
  { value: 'inferno', label: 'inferno' },
  { value: 'cividis', label: 'cividis' },
  { value: 'grey', label: 'grey' },
];
const SCALES: Options<'range'> = [
  { value: 'source', label: 'max |U⁰|' },
  { value: 'shared', label: 'block' },
  { value: 'own', label: 'own' },
];
const PIXELS = [
  { value: 'smooth', label: 'smooth' },
  { value: 'pixel', label: 'tokens' },
];

/** How maps are drawn: colours that survive projectors and colour blindness, scales, interpolation. */
export function DisplayOptions() {
  const explorer = useExplorer();
  const signed = useExplorerState((s) => s.signed);
  const magnitude = useExplorerState((s) => s.magnitude);
  const range = useExplorerState((s) => s.range);
  const smooth = useExplorerState((s) => s.smooth);
  const fold = useFold('colours');
  return (
    <details
      className={styles.display}
      open={fold.open}
      onToggle={(event) => fold.set(event.currentTarget.open)}
    >
      <summary>Colours and scales</summary>
      <dl className={styles.options}>
        <dt>signed maps</dt>
        <dd>
          <Segments
            label="Colours of signed maps"
            value={signed}
            options={SIGNED}
            onChange={(value) => void explorer.set({ signed: value })}
          />
        </dd>
        <dt>magnitudes</dt>
        <dd>
          <Segments
            label="Colours of magnitudes"
            value={magnitude}
            options={MAGNITUDES}
            onChange={(value) => void explorer.set({ magnitude: value })}
          />
        </dd>
        <dt>scale</dt>
        <dd>
          <Segments
            label="Colour scale"
            value={range}
            options={SCALES}
            onChange={(value) => void explorer.set({ range: value })}
          />
        </dd>
        <dt>between tokens</dt>
        <dd>
          <Segments
            label="Interpolation"
            value={smooth ? 'smooth' : 'pixel'}
            options={PIXELS}
            onChange={(value) => void explorer.set({ smooth: value === 'smooth' })}
          />
        </dd>
      </dl>
    </details>
  );
}

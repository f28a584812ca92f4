import { LAST_TIME } from '../../math/time-axis.ts';
import type { ExplorerState } from '../../state/explorer.ts';
import { isAsTrained, reaches } from '../../state/knobs.ts';
import type { Settings } from '../../state/settings.ts';
import { Button } from '../controls/button.tsx';
import { Segments } from '../controls/segments.tsx';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import { knobText, reachText } from '../format/knobs.ts';
import { KnobSlider } from '../transport/knob-slider.tsx';
import styles from './controls.module.css';

/** The largest constant diffusivity that can be set. */
const LARGEST_CONSTANT = 100;

const SCOPES: readonly { value: Settings['scope']; label: string }[] = [
  { value: 'block', label: 'this block' },
  { value: 'stage', label: 'stage' },
  { value: 'network', label: 'network' },
];
/** The choice in use while the knobs act on a block or stage that is not in view. */
const ELSEWHERE = 'elsewhere';
const LAWS = [
  { value: 'learned', label: 'learned k ×' },
  { value: 'constant', label: 'constant k' },
] as const;
const FACTOR_TICKS = [0, 1, 8, LAST_TIME].map((at) => ({ at, label: `${at}×` }));
const CONSTANT_TICKS = [0, 1, 10, LARGEST_CONSTANT].map((at) => ({ at, label: String(at) }));

const readFactor = (s: ExplorerState) => s.k;
const readConstant = (s: ExplorerState) => s.kConst ?? 0;
const describeFactor = (k: number) => `${knobText(k)} times the learned k`;
const describeConstant = (k: number) => `k = ${knobText(k)} at every frequency`;

/** Diffusivity: a multiplier on what was learned, or one number for all; and how much of the network it reaches. */
export function Diffusivity({ meanK }: { readonly meanK: number }) {
  const explorer = useExplorer();
  const scope = useExplorerState((s) => (reaches(s, s.stage, s.block) ? s.scope : ELSEWHERE));
  const reach = useExplorerState(reachText);
  const k = useExplorerState((s) => s.k);
  const kConst = useExplorerState((s) => s.kConst);
  const trained = useExplorerState(isAsTrained);
  const constant = kConst !== null;
  const set = (change: Partial<Settings>) => {
    // What goes wrong becomes a notice.
    explorer.set(change).catch(() => undefined);
  };
  // A constant begins where the learned diffusivity of this block is on average.
  const start = Number(Math.min(LARGEST_CONSTANT, Math.max(0.1, meanK)).toPrecision(2));

  return (
    <section aria-labelledby="diffusivity-title">
      <header className={styles.row}>
        <h2 id="diffusivity-title">Diffusivity</h2>
        <Button
          disabled={trained}
          onClick={() => {
            explorer.resetKnobs().catch(() => undefined);
          }}
        >
          As trained
        </Button>
      </header>
      <div className={styles.row}>
        <Segments
          label="Kind of diffusivity"
          value={constant ? 'constant' : 'learned'}
          options={LAWS}
          onChange={(law) => set({ kConst: law === 'constant' ? start : null })}
        />
        <output className={styles.value}>{constant ? knobText(kConst) : `${knobText(k)} ×`}</output>
      </div>
      <KnobSlider
        key={constant ? 'constant' : 'learned'}
        label="Diffusivity k"
        last={constant ? LARGEST_CONSTANT : LAST_TIME}
        read={constant ? readConstant : readFactor}
        format={constant ? describeConstant : describeFactor}
        ticks={constant ? CONSTANT_TICKS : FACTOR_TICKS}
        onChange={(value) => set(constant ? { kConst: value } : { k: value })}
      />
      <div className={styles.row}>
        <Segments
          label="Time and diffusivity act on"
          value={scope}
          options={scope === ELSEWHERE ? [{ value: ELSEWHERE, label: reach }, ...SCOPES] : SCOPES}
          onChange={(next) => {
            if (next !== ELSEWHERE) set({ scope: next });
          }}
        />
      </div>
    </section>
  );
}

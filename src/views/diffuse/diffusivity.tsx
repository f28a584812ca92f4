import { useCallback } from 'react';
import { LAST_TIME } from '../../math/time-axis.ts';
import type { ExplorerState } from '../../state/explorer.ts';
import { isAsTrained, reaches } from '../../state/knobs.ts';
import { SETTINGS, type Settings } from '../../state/settings.ts';
import { Button } from '../controls/button.tsx';
import { Segments } from '../controls/segments.tsx';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import { knobText, reachText } from '../format/knobs.ts';
import { useWords } from '../language-context.ts';
import { Prose } from '../prose.tsx';
import { KnobSlider } from '../transport/knob-slider.tsx';
import styles from './controls.module.css';

/** The largest constant diffusivity that can be set. */
const LARGEST_CONSTANT = 100;

const SCOPES = SETTINGS.entries.scope.options;
/** The choice in use while the knobs act on a block or stage that is not in view. */
const ELSEWHERE = 'elsewhere';
const LAWS = ['learned', 'constant'] as const;
const FACTORS = [0, 1, 8, LAST_TIME];
const FACTOR_TICKS = FACTORS.map((at) => ({ at, label: `${at}×` }));
const PIXEL_TICKS = FACTORS.map((at) => ({ at, label: String(at) }));
const CONSTANT_TICKS = [0, 1, 10, LARGEST_CONSTANT].map((at) => ({ at, label: String(at) }));

const readFactor = (s: ExplorerState) => s.k;
const readConstant = (s: ExplorerState) => s.kConst ?? 0;

interface Props {
  /** Mean learned diffusivity of the block in view. */
  readonly meanK: number;
}

/** Diffusivity: a multiplier on what was learned, or one number for all; and how much of the network it reaches. */
export function Diffusivity({ meanK }: Props) {
  const words = useWords().diffuse.diffusivity;
  const kConst = useExplorerState((s) => s.kConst);
  const k = useExplorerState((s) => s.k);
  const set = useKnobs();
  const constant = kConst !== null;
  const describe = useCallback(
    (value: number) => words[constant ? 'everywhere' : 'timesLearned'](knobText(value)),
    [words, constant],
  );
  // A constant begins where the learned diffusivity of this block is on average.
  const start = Number(Math.min(LARGEST_CONSTANT, Math.max(0.1, meanK)).toPrecision(2));

  return (
    <section aria-labelledby="diffusivity-title">
      <Head />
      <div className={styles.row}>
        <Segments
          label={words.kind}
          value={constant ? 'constant' : 'learned'}
          options={LAWS.map((law) => ({ value: law, label: words[law] }))}
          onChange={(law) => set({ kConst: law === 'constant' ? start : null })}
        />
        <output className={styles.value}>
          {constant ? knobText(kConst) : words.factor(knobText(k))}
        </output>
      </div>
      <KnobSlider
        key={constant ? 'constant' : 'learned'}
        label={words.slider}
        last={constant ? LARGEST_CONSTANT : LAST_TIME}
        read={constant ? readConstant : readFactor}
        format={describe}
        ticks={constant ? CONSTANT_TICKS : FACTOR_TICKS}
        onChange={(value) => set(constant ? { kConst: value } : { k: value })}
      />
      <Scope />
      <p className={styles.note}>
        <Prose>{words.learnt}</Prose>
      </p>
    </section>
  );
}

/** How much of the network time and diffusivity reach. */
function Scope() {
  const { diffuse, format } = useWords();
  const words = diffuse.diffusivity;
  const scope = useExplorerState((s) => (reaches(s, s.stage, s.block) ? s.scope : ELSEWHERE));
  const reach = useExplorerState((s) => reachText(s, format));
  const set = useKnobs();
  const scopes = SCOPES.map((value) => ({ value, label: words.scopes[value] }));
  return (
    <div className={styles.row}>
      <Segments
        label={words.scope}
        value={scope}
        options={scope === ELSEWHERE ? [{ value: ELSEWHERE, label: reach }, ...scopes] : scopes}
        onChange={(next) => {
          if (next !== ELSEWHERE) set({ scope: next });
        }}
      />
    </div>
  );
}

/** Diffusivity of the photo's own pixels: one number, which nobody learned. */
export function PixelDiffusivity() {
  const { diffusivity: words, lab } = useWords().diffuse;
  const kConst = useExplorerState((s) => s.kConst);
  const k = useExplorerState((s) => s.k);
  const set = useKnobs();
  const constant = kConst !== null;
  const describe = useCallback((value: number) => lab.k(knobText(value)), [lab]);
  return (
    <section aria-labelledby="diffusivity-title">
      <Head />
      <output className={styles.value}>{lab.k(knobText(kConst ?? k))}</output>
      <KnobSlider
        key={constant ? 'constant' : 'learned'}
        label={words.slider}
        last={constant ? LARGEST_CONSTANT : LAST_TIME}
        read={constant ? readConstant : readFactor}
        format={describe}
        ticks={constant ? CONSTANT_TICKS : PIXEL_TICKS}
        onChange={(value) => set(constant ? { kConst: value } : { k: value })}
      />
    </section>
  );
}

function Head() {
  const explorer = useExplorer();
  const words = useWords().diffuse.diffusivity;
  const trained = useExplorerState(isAsTrained);
  return (
    <header className={styles.row}>
      <h2 id="diffusivity-title">{words.title}</h2>
      <Button
        disabled={trained}
        onClick={() => {
          explorer.resetKnobs().catch(() => undefined);
        }}
      >
        {words.reset}
      </Button>
    </header>
  );
}

/** Sets knobs; what goes wrong becomes a notice. */
function useKnobs(): (change: Partial<Settings>) => void {
  const explorer = useExplorer();
  return (change) => {
    explorer.set(change).catch(() => undefined);
  };
}

import { SEVERITIES } from '../../math/disturb/severity.ts';
import { Button } from '../controls/button.tsx';
import { useExplorer } from '../explorer-context.ts';
import { useWords } from '../language-context.ts';
import styles from './robustness.module.css';
import { useSeverity } from './use-severity.ts';
import { amountText, ticksOf } from './words.ts';

/** Steps of the slider: a degree each, or a hundredth of the axis. */
const TURN_STEPS = 360;
const STEPS = 100;

const MOVES: Partial<Record<string, number>> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
};

/** How much of the disturbance, and the way back: under everything that it changes, as time is in other views. */
export function SeverityBar() {
  const explorer = useExplorer();
  const words = useWords().robustness;
  const { kind, amount, pick } = useSeverity();
  const axis = SEVERITIES[kind];
  const text = amountText(kind, amount, words);
  const steps = kind === 'rotation' ? TURN_STEPS : STEPS;
  const pickStep = (step: number) => pick(Number(axis.at(step / steps).toPrecision(3)));
  return (
    <div className={styles.severity}>
      <h2>
        {words.severity} <output className={styles.amount}>{text}</output>
      </h2>
      <div className={styles.slider}>
        <input
          type="range"
          aria-label={words.severity}
          aria-valuetext={text}
          min={0}
          max={steps}
          step="any"
          value={steps * axis.positionOf(amount)}
          onChange={(event) => pickStep(Math.round(Number(event.target.value)))}
          onKeyDown={(event) => {
            const step = MOVES[event.key];
            if (step === undefined) return;
            event.preventDefault();
            pickStep(Math.round(steps * axis.positionOf(amount) + step));
          }}
        />
        <div className={styles.ticks} aria-hidden="true">
          {ticksOf(kind).map(({ amount: tick, text: label, level }) => (
            <span key={tick} style={{ left: `${100 * axis.positionOf(tick)}%` }}>
              {level === null ? label : words.level(level)}
            </span>
          ))}
        </div>
      </div>
      <Button disabled={amount === axis.none} onClick={() => void explorer.set({ severity: null })}>
        {words.undisturbed}
      </Button>
    </div>
  );
}

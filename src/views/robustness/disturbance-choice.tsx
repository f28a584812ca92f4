import { SEVERITIES } from '../../math/disturb/severity.ts';
import { SEVERITY_KINDS } from '../../state/settings.ts';
import { Button } from '../controls/button.tsx';
import { useExplorer } from '../explorer-context.ts';
import study from '../maps/study.module.css';
import styles from './robustness.module.css';
import { useSeverity } from './use-severity.ts';
import { ticksOf, WORDS } from './words.ts';

/** Steps of the slider: a degree each, or a hundredth of the axis. */
const TURN_STEPS = 360;
const STEPS = 100;

/** What disturbs, how much of it, and the way back. */
export function DisturbanceChoice() {
  const explorer = useExplorer();
  const { kind, amount, pick } = useSeverity();
  const axis = SEVERITIES[kind];
  const words = WORDS[kind];
  const steps = kind === 'rotation' ? TURN_STEPS : STEPS;
  return (
    <>
      <section className={study.group}>
        <h2>Disturbance</h2>
        <div role="radiogroup" aria-label="Disturbance" className={styles.kinds}>
          {SEVERITY_KINDS.map((each) => (
            <label key={each}>
              <input
                type="radio"
                name="disturbance"
                checked={each === kind}
                onChange={() => void explorer.set({ disturb: each })}
              />
              {WORDS[each].name}
            </label>
          ))}
        </div>
      </section>
      <section className={`${study.group} ${styles.severity}`}>
        <div className={study.bar}>
          <h2>Severity</h2>
          <output className={styles.amount}>{words.amount(amount)}</output>
        </div>
        <div className={styles.slider}>
          <input
            type="range"
            aria-label="Severity"
            aria-valuetext={words.amount(amount)}
            min={0}
            max={steps}
            step="any"
            value={steps * axis.positionOf(amount)}
            onChange={(event) => {
              const position = Math.round(Number(event.target.value)) / steps;
              pick(Number(axis.at(position).toPrecision(3)));
            }}
            onKeyDown={(event) => {
              const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
              if (step === undefined) return;
              event.preventDefault();
              const position = Math.round(steps * axis.positionOf(amount) + step) / steps;
              pick(Number(axis.at(position).toPrecision(3)));
            }}
          />
          <div className={styles.ticks} aria-hidden="true">
            {ticksOf(kind).map(({ amount: tick, text, level }) => (
              <span key={tick} style={{ left: `${100 * axis.positionOf(tick)}%` }}>
                {level === null ? text : `C${level}`}
              </span>
            ))}
          </div>
        </div>
        <Button
          disabled={amount === axis.none}
          onClick={() => void explorer.set({ severity: null })}
        >
          Undisturbed
        </Button>
        <p className={study.note}>{words.sentence}</p>
      </section>
    </>
  );
}

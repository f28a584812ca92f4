import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { LABELS } from '../../content/tour/labels.ts';
import { CHAPTERS, nameOf, stopAfter, stopNamed, type Stop } from '../../content/tour/tour.ts';
import { settingsOf } from '../../state/explorer.ts';
import { Button } from '../../views/controls/button.tsx';
import { wantsCalm } from '../../views/controls/calm.ts';
import { Icon } from '../../views/controls/icon.tsx';
import { useExplorer, useExplorerState } from '../../views/explorer-context.ts';
import { useLang } from '../../views/language-context.ts';
import { isTouched, settingsAt } from './show-stop.ts';
import { useTourKeys } from './use-tour-keys.ts';
import styles from './tour.module.css';

/** The tour at its stop: says what there is to see, sets it up, asks for a guess and leads on. */
export default function Tour({ name }: { readonly name: string }) {
  const explorer = useExplorer();
  const lang = useLang();
  const stop = useMemo(() => stopNamed(name), [name]);
  const touched = useExplorerState((s) => stop !== null && isTouched(stop, settingsOf(s)));
  const [guesses, setGuesses] = useState<Readonly<Record<string, number>>>({});

  const show = useCallback(
    (target: Stop) => void explorer.set(settingsAt(target, wantsCalm())),
    [explorer],
  );
  const leave = useCallback(() => void explorer.set({ tour: null, play: false }), [explorer]);
  const go = (steps: number) => {
    const target = stopAfter(name, steps);
    if (target) show(target);
    else if (steps > 0) leave();
  };
  useTourKeys({
    next: () => go(1),
    back: () => go(-1),
    chapter: (number) => {
      const target = stopNamed(String(number));
      if (target && stop?.number !== null) show(target);
    },
  });

  const point = stop?.step.point ?? null;
  useEffect(() => {
    explorer.store.setState({ point });
    return () => explorer.store.setState({ point: null });
  }, [explorer, point]);

  // A link to a step, or a button, says no more than its name; later stops come with their settings.
  const linked = useRef(true);
  useEffect(() => {
    if (stop === null) leave();
    else if (linked.current || name !== nameOf(stop)) show(stop);
    linked.current = false;
  }, [stop, name, show, leave]);

  if (stop === null) return null;
  const { chapter, number, index, step } = stop;
  const before = stopAfter(name, -1);
  const guess = before === null ? undefined : guesses[nameOf(before)];
  return (
    <aside data-tour tabIndex={-1} className={styles.tour} aria-label={LABELS.tour[lang]}>
      <div className={styles.head}>
        <h2>
          {number !== null && <span className={styles.number}>{number}</span>}
          {chapter.title[lang]}
          <small>
            {index + 1} / {chapter.steps.length}
          </small>
        </h2>
        {number !== null && (
          <nav aria-label={LABELS.chapters[lang]} className={styles.chapters}>
            {CHAPTERS.map(({ title }, i) => (
              <button
                key={title.en}
                type="button"
                aria-label={`${i + 1} ${title[lang]}`}
                title={title[lang]}
                aria-current={i + 1 === number ? 'step' : undefined}
                onClick={() => {
                  const target = stopNamed(String(i + 1));
                  if (target) show(target);
                }}
              />
            ))}
          </nav>
        )}
      </div>
      <div className={styles.words} aria-live="polite">
        <p>
          {guess !== undefined && before?.step.guess && (
            <b>{guess === before.step.guess.right ? LABELS.right[lang] : LABELS.wrong[lang]} </b>
          )}
          {step.text[lang]}
        </p>
        {step.guess && (
          <div role="group" aria-label={LABELS.guess[lang]} className={styles.guesses}>
            {step.guess.options.map((option, i) => (
              <Button
                key={option.en}
                onClick={() => {
                  setGuesses({ ...guesses, [nameOf(stop)]: i });
                  go(1);
                }}
              >
                {option[lang]}
              </Button>
            ))}
          </div>
        )}
      </div>
      <div className={styles.ways}>
        {touched && <Button onClick={() => show(stop)}>{LABELS.restore[lang]}</Button>}
        <Button disabled={before === null} onClick={() => go(-1)}>
          {LABELS.back[lang]}
        </Button>
        <Button look="primary" onClick={() => go(1)}>
          {stopAfter(name, 1) === null ? LABELS.finish[lang] : LABELS.next[lang]}
        </Button>
        <Button look="icon" aria-label={LABELS.leave[lang]} onClick={leave}>
          <Icon name="close" />
        </Button>
      </div>
    </aside>
  );
}

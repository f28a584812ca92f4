import { useState } from 'react';
import type { ModelChoices, Rgb } from '../../state/explorer.ts';
import { Button } from '../controls/button.tsx';
import { useWords } from '../language-context.ts';
import styles from './models.module.css';

interface Props {
  readonly mean: Rgb;
  readonly std: Rgb;
  readonly onChange: (change: Pick<ModelChoices, 'mean' | 'std'>) => void;
}

function numbersOf(texts: readonly string[]): Rgb | null {
  const numbers = texts.map((text) => (text.trim() === '' ? NaN : Number(text)));
  const [r, g, b] = numbers;
  return numbers.every(Number.isFinite) ? [r, g, b] : null;
}

/** Mean and standard deviation that pixels in 0…1 are normalised with, per colour. */
export function NormalisationForm({ mean, std, onChange }: Props) {
  const words = useWords().models.choices;
  const [means, setMeans] = useState(mean.map(String));
  const [deviations, setDeviations] = useState(std.map(String));
  const newMean = numbersOf(means);
  const newStd = numbersOf(deviations);
  const fits = newMean !== null && newStd?.every((x) => x > 0) === true;
  const changed = means.join() !== mean.join() || deviations.join() !== std.join();
  const row = (name: string, texts: string[], set: (texts: string[]) => void) => (
    <div className={styles.triple}>
      <span aria-hidden="true">{name}</span>
      {words.colours.map((channel, c) => (
        <input
          key={channel}
          inputMode="decimal"
          aria-label={words.cell(name, channel)}
          value={texts[c]}
          onChange={(event) => set(texts.map((text, i) => (i === c ? event.target.value : text)))}
        />
      ))}
    </div>
  );
  return (
    <form
      className={styles.group}
      aria-label={words.normalisation}
      data-choice="normalisation"
      onSubmit={(event) => {
        event.preventDefault();
        if (fits) onChange({ mean: newMean, std: newStd });
      }}
    >
      {row(words.mean, means, setMeans)}
      {row(words.deviation, deviations, setDeviations)}
      {changed && (
        <Button type="submit" disabled={!fits}>
          {fits ? words.apply : words.threeNumbers}
        </Button>
      )}
    </form>
  );
}

import { useEffect, useRef, useState } from 'react';
import { FILM_KINDS, makeFilm, possibleKinds, type FilmKind } from '../../export/film/film.ts';
import type { FilmItem } from '../../export/kinds.ts';
import { Button } from '../controls/button.tsx';
import { Modal } from '../controls/modal.tsx';
import { Segments } from '../controls/segments.tsx';
import { knobText } from '../format/knobs.ts';
import { useWords } from '../language-context.ts';
import { useExport } from './use-export.ts';
import styles from './film.module.css';

const SIDES = [320, 480, 720, 1080] as const;
/** A GIF counts in hundredths of a second. */
const RATES = [10, 25, 50] as const;
const LENGTHS = [4, 8, 12] as const;

interface Props {
  readonly item: FilmItem;
  readonly onClose: () => void;
}

/** Makes a film of a figure over time, as it is asked for. */
export default function FilmDialog({ item, onClose }: Props) {
  const words = useWords().maps.film;
  const { run } = useExport();
  const [kind, setKind] = useState<FilmKind>('gif');
  const [side, setSide] = useState<number>(480);
  const [rate, setRate] = useState<number>(25);
  const [seconds, setSeconds] = useState<number>(8);
  const [loop, setLoop] = useState(true);
  const [progress, setProgress] = useState<number | null>(null);
  const possible = usePossibleKinds(side);
  const making = useRef<AbortController | null>(null);
  useEffect(() => () => making.current?.abort(), []);

  async function make() {
    const controller = new AbortController();
    making.current = controller;
    setProgress(0);
    await run(async (provenance) => {
      const options = { kind: chosen, side, rate, seconds, loop };
      const file = await makeFilm(item, options, provenance, {
        signal: controller.signal,
        onProgress: setProgress,
        words: (t) => words.time(knobText(t)),
      });
      onClose();
      return file;
    });
    setProgress(null);
  }

  const chosen = possible.includes(kind) ? kind : 'gif';
  const missing = FILM_KINDS.filter((one) => !possible.includes(one));
  return (
    <Modal title={words.title(item.name)} open onClose={onClose}>
      <div className={styles.film}>
        <p className={styles.note}>{words.what}</p>
        <fieldset disabled={progress !== null} className={styles.choices}>
          <span>{words.kind}</span>
          <Segments
            label={words.kind}
            value={chosen}
            options={possible.map((value) => ({ value, label: words.kinds[value] }))}
            onChange={setKind}
          />
          {missing.length > 0 && (
            <p className={styles.note}>
              {words.missing(missing.map((one) => words.kinds[one]).join(', '))}
            </p>
          )}
          <span>{words.size}</span>
          <Segments
            label={words.size}
            value={side}
            options={SIDES.map((value) => ({ value, label: words.pixels(value) }))}
            onChange={setSide}
          />
          <span>{words.rate}</span>
          <Segments
            label={words.rate}
            value={rate}
            options={RATES.map((value) => ({ value, label: String(value) }))}
            onChange={setRate}
          />
          <span>{words.length}</span>
          <Segments
            label={words.length}
            value={seconds}
            options={LENGTHS.map((value) => ({ value, label: words.seconds(value) }))}
            onChange={setSeconds}
          />
        </fieldset>
        <div className={styles.ways}>
          {progress === null ? (
            <Button look="primary" onClick={() => void make()}>
              {words.make}
            </Button>
          ) : (
            <>
              <progress aria-label={words.making} value={progress} />
              <Button onClick={() => making.current?.abort()}>{words.cancel}</Button>
            </>
          )}
          <span className={styles.note}>{words.frames(seconds * rate)}</span>
          {chosen === 'gif' && (
            <Button aria-pressed={loop} onClick={() => setLoop(!loop)}>
              {words.loop}
            </Button>
          )}
        </div>
      </div>
    </Modal>
  );
}

/** The kinds of film that this browser can write; all of them until it has said so. */
function usePossibleKinds(side: number): readonly FilmKind[] {
  const [possible, setPossible] = useState<readonly FilmKind[]>(FILM_KINDS);
  useEffect(() => {
    let isCurrent = true;
    possibleKinds(side).then(
      (kinds) => isCurrent && setPossible(kinds),
      () => isCurrent && setPossible(['gif']),
    );
    return () => {
      isCurrent = false;
    };
  }, [side]);
  return possible;
}

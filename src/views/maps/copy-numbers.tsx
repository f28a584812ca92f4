import { Button } from '../controls/button.tsx';
import { useCopy } from '../controls/use-copy.ts';
import styles from './maps.module.css';

interface Props {
  /** What is copied, for those who hear the button. */
  readonly of: string;
  readonly csv: () => string;
}

const WORDS = { copied: 'copied', refused: 'not allowed here' } as const;

/** Copies the numbers of a map or chart as CSV. */
export function CopyNumbers({ of, csv }: Props) {
  const { outcome, copy } = useCopy();
  return (
    <Button
      className={styles.copy}
      aria-label={`Copy the numbers of ${of} as CSV`}
      onClick={() => void copy(csv())}
    >
      <span aria-live="polite">{outcome === null ? 'CSV' : WORDS[outcome]}</span>
    </Button>
  );
}

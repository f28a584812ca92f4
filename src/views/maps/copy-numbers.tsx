import { useEffect, useState } from 'react';
import { Button } from '../controls/button.tsx';
import styles from './maps.module.css';

interface Props {
  /** What is copied, for those who hear the button. */
  readonly of: string;
  readonly csv: () => string;
}

const SAY_FOR_MS = 1500;
type Outcome = 'copied' | 'refused' | null;
const WORDS = { copied: 'copied', refused: 'not allowed here' } as const;

/** Copies the numbers of a map or chart as CSV. */
export function CopyNumbers({ of, csv }: Props) {
  const [outcome, setOutcome] = useState<Outcome>(null);
  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => setOutcome(null), SAY_FOR_MS);
    return () => clearTimeout(timer);
  }, [outcome]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(csv());
      setOutcome('copied');
    } catch {
      setOutcome('refused'); // insecure page, or the browser said no
    }
  }

  return (
    <Button
      className={styles.copy}
      aria-label={`Copy the numbers of ${of} as CSV`}
      onClick={() => void copy()}
    >
      <span aria-live="polite">{outcome === null ? 'CSV' : WORDS[outcome]}</span>
    </Button>
  );
}

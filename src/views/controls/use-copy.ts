import { useEffect, useState } from 'react';

const SAY_FOR_MS = 1500;

/** Copies text; for a moment afterwards says how that went. */
export function useCopy(): {
  outcome: 'copied' | 'refused' | null;
  copy: (text: string) => Promise<void>;
} {
  const [outcome, setOutcome] = useState<'copied' | 'refused' | null>(null);
  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => setOutcome(null), SAY_FOR_MS);
    return () => clearTimeout(timer);
  }, [outcome]);

  async function copy(text: string) {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome('copied');
    } catch {
      setOutcome('refused'); // insecure page, or the browser said no
    }
  }

  return { outcome, copy };
}

/** Which pages around this one may see what comes of the reader's own photos and checkpoints. */
export interface Consent {
  /** Whether this site may; where not, the reader is asked. */
  mayRead(origin: string): boolean;
  /** The site that the reader is asked about; null when nobody is. */
  readonly asked: string | null;
  answer(allowed: boolean): void;
  /** @returns ends the subscription */
  subscribe(listener: () => void): () => void;
}

/** @param own origin of this page, which may always */
export function createConsent(own: string): Consent {
  const answers = new Map<string, boolean>();
  const listeners = new Set<() => void>();
  let asked: string | null = null;
  const change = (site: string | null) => {
    asked = site;
    for (const listener of listeners) listener();
  };
  return {
    mayRead(origin) {
      // An origin that is not told ("null") is nobody's own.
      if (origin === own && origin !== 'null') return true;
      const answer = answers.get(origin);
      if (answer === undefined && asked !== origin) change(origin);
      return answer === true;
    },
    get asked() {
      return asked;
    },
    answer(allowed) {
      if (asked !== null) answers.set(asked, allowed);
      change(null);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

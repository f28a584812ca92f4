import { useEffect, useRef, useState } from 'react';
import { asPortError } from '../../state/port-error.ts';

export interface Study<T> {
  /** The newest answer; that of the previous question until then. */
  readonly value: T | null;
  /** One sentence when the newest question could not be answered. */
  readonly problem: string | null;
  readonly busy: boolean;
}

/**
 * Asks the engine whenever `key` changes; late answers to older questions are dropped.
 * @param key names the question with everything it depends on; null asks nothing
 */
export function useStudy<T>(key: string | null, ask: () => Promise<T>): Study<T> {
  const [study, setStudy] = useState<Study<T> & { readonly key: string | null }>({
    key: null,
    value: null,
    problem: null,
    busy: false,
  });
  const latest = useRef(ask);
  useEffect(() => {
    latest.current = ask;
  });

  useEffect(() => {
    if (key === null) return;
    let current = true;
    latest.current().then(
      (value) => {
        if (current) setStudy({ key, value, problem: null, busy: false });
      },
      (error: unknown) => {
        const { code, message } = asPortError(error);
        if (current && code !== 'superseded')
          setStudy({ key, value: null, problem: message, busy: false });
      },
    );
    return () => {
      current = false;
    };
  }, [key]);

  return { ...study, busy: key !== null && study.key !== key };
}

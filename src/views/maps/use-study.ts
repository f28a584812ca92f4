import { useEffect, useRef, useState } from 'react';
import { asMessage, type Message } from '../../state/messages.ts';
import { useMessages } from '../language-context.ts';

export interface Study<T> {
  /** The newest answer; that of the previous question until then. */
  readonly value: T | null;
  /** One sentence when the newest question could not be answered. */
  readonly problem: string | null;
  readonly busy: boolean;
}

interface Answer<T> {
  readonly key: string | null;
  readonly value: T | null;
  readonly problem: Message | null;
}

/**
 * Asks the engine whenever `key` changes; late answers to older questions are dropped.
 * @param key names the question with everything it depends on; null asks nothing
 */
export function useStudy<T>(key: string | null, ask: () => Promise<T>): Study<T> {
  const say = useMessages();
  const [study, setStudy] = useState<Answer<T>>({ key: null, value: null, problem: null });
  const latest = useRef(ask);
  useEffect(() => {
    latest.current = ask;
  });

  useEffect(() => {
    if (key === null) return;
    let current = true;
    latest.current().then(
      (value) => {
        if (current) setStudy({ key, value, problem: null });
      },
      (error: unknown) => {
        const problem = asMessage(error);
        if (current && problem.code !== 'superseded') setStudy({ key, value: null, problem });
      },
    );
    return () => {
      current = false;
    };
  }, [key]);

  return {
    value: study.value,
    problem: study.problem && say(study.problem),
    busy: key !== null && study.key !== key,
  };
}

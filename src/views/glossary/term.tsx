import { Popover } from 'radix-ui';
import { lazy, Suspense } from 'react';
import { useWords } from '../language-context.ts';
import type { TermName } from './term-name.ts';
import styles from './glossary.module.css';

const Picture = lazy(() => import('./picture.tsx'));

interface Props {
  readonly name: TermName;
  /** Punctuation that stays on its line. */
  readonly mark: string;
  readonly children: string;
}

/** A word that opens its card: what it means, in two sentences, and a picture where that helps. */
export function Term({ name, mark, children }: Props) {
  const term = useWords().glossary.terms[name];
  return (
    <Popover.Root>
      <span className={styles.kept}>
        <Popover.Trigger className={styles.term}>{children}</Popover.Trigger>
        {mark}
      </span>
      <Popover.Portal>
        <Popover.Content
          className={styles.card}
          aria-label={term.name}
          sideOffset={6}
          collisionPadding={12}
        >
          <b>{term.name}</b>
          <p>{term.text}</p>
          <Suspense>
            <Picture of={name} />
          </Suspense>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

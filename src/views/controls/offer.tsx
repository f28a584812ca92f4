import type { ReactNode } from 'react';
import styles from './offer.module.css';

/** A question that is not in the way: a sentence, and buttons to answer it. */
export function Offer({
  name,
  children,
  answers,
}: {
  readonly name: string;
  readonly children: ReactNode;
  readonly answers: ReactNode;
}) {
  return (
    <section aria-label={name} className={styles.offer}>
      <p>{children}</p>
      <div className={styles.answers}>{answers}</div>
    </section>
  );
}

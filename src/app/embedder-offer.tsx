import { useSyncExternalStore } from 'react';
import { Button } from '../views/controls/button.tsx';
import { Offer } from '../views/controls/offer.tsx';
import { useWords } from '../views/language-context.ts';
import { Prose } from '../views/prose.tsx';
import { embedderConsent } from './embedded.ts';

/** Asks whether the page around this one may see what the network makes of the user's own photos and checkpoints. */
export function EmbedderOffer() {
  const words = useWords().app.embedder;
  const consent = embedderConsent();
  const asked = useSyncExternalStore(
    (listener) => consent.subscribe(listener),
    () => consent.asked,
  );
  if (asked === null) return null;
  const site = asked === 'null' ? words.nameless : new URL(asked).host;
  return (
    <Offer
      name={words.name}
      answers={
        <>
          <Button onClick={() => consent.answer(true)}>{words.allow}</Button>
          <Button onClick={() => consent.answer(false)}>{words.notNow}</Button>
        </>
      }
    >
      <Prose>{words.asks(site)}</Prose>
    </Offer>
  );
}

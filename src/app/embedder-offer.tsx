import { useSyncExternalStore } from 'react';
import { Button } from '../views/controls/button.tsx';
import { Offer } from '../views/controls/offer.tsx';
import { embedderConsent } from './embedded.ts';

/** Asks whether the page around this one may see what the network makes of the user's own photos and checkpoints. */
export function EmbedderOffer() {
  const consent = embedderConsent();
  const asked = useSyncExternalStore(
    (listener) => consent.subscribe(listener),
    () => consent.asked,
  );
  if (asked === null) return null;
  const site = asked === 'null' ? 'The page around this one' : new URL(asked).host;
  return (
    <Offer
      name="Answers for the page around this one"
      answers={
        <>
          <Button onClick={() => consent.answer(true)}>Allow</Button>
          <Button onClick={() => consent.answer(false)}>Not now</Button>
        </>
      }
    >
      <b>{site}</b> asks to see what the network makes of your own photo or checkpoint. The files
      themselves stay here.
    </Offer>
  );
}

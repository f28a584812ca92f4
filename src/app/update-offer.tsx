import { Button } from '../views/controls/button.tsx';
import { Offer } from '../views/controls/offer.tsx';
import { useWords } from '../views/language-context.ts';
import { takeUpdate, useUpdate } from './updates.ts';

/** Tells of a new version of the app; it takes over by a click, because the page begins anew. */
export function UpdateOffer() {
  const words = useWords().app;
  const update = useUpdate();
  if (update === 'none') return null;
  return (
    <Offer
      name={words.update.name}
      answers={<Button onClick={takeUpdate}>{words.showNewVersion}</Button>}
    >
      {update === 'over' ? words.update.over : words.update.here}
    </Offer>
  );
}

import { Button } from '../views/controls/button.tsx';
import { Offer } from '../views/controls/offer.tsx';
import { takeUpdate, useUpdate } from './updates.ts';

/** Tells of a new version of the app; it takes over by a click, because the page begins anew. */
export function UpdateOffer() {
  const update = useUpdate();
  if (update === 'none') return null;
  return (
    <Offer name="New version" answers={<Button onClick={takeUpdate}>Show the new version</Button>}>
      A new version is here.
      {update === 'over' && ' Parts of this one may be missing until the page is loaded again.'}
    </Offer>
  );
}

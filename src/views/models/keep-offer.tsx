import { Button } from '../controls/button.tsx';
import { Offer } from '../controls/offer.tsx';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import { megabytes } from '../format/format.ts';

/** Asks whether an opened checkpoint is to be here at the next visit. */
export function KeepOffer() {
  const { models } = useExplorer();
  const id = useExplorerState((s) => s.offered);
  const entry = useExplorerState((s) => s.catalog.find((e) => e.id === s.offered));
  if (id === null || entry === undefined) return null;
  return (
    <Offer
      name="Remember this checkpoint"
      answers={
        <>
          {/* what goes wrong becomes a notice */}
          <Button onClick={() => void models.keep(id).catch(() => undefined)}>Remember</Button>
          <Button onClick={() => models.decline()}>Not now</Button>
        </>
      }
    >
      Remember <b dir="auto">{entry.name}</b> in this browser? It takes {megabytes(entry.bytes)} and
      never leaves this device.
    </Offer>
  );
}

import { Button } from '../controls/button.tsx';
import { Offer } from '../controls/offer.tsx';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import { megabytes } from '../format/format.ts';
import { useWords } from '../language-context.ts';
import { Prose } from '../prose.tsx';

/** Asks whether an opened checkpoint is to be here at the next visit. */
export function KeepOffer() {
  const { models } = useExplorer();
  const words = useWords().models.keep;
  const id = useExplorerState((s) => s.offered);
  const entry = useExplorerState((s) => s.catalog.find((e) => e.id === s.offered));
  if (id === null || entry === undefined) return null;
  return (
    <Offer
      name={words.name}
      answers={
        <>
          {/* what goes wrong becomes a notice */}
          <Button onClick={() => void models.keep(id).catch(() => undefined)}>
            {words.remember}
          </Button>
          <Button onClick={() => models.decline()}>{words.notNow}</Button>
        </>
      }
    >
      <Prose>{words.asks(entry.name, megabytes(entry.bytes))}</Prose>
    </Offer>
  );
}

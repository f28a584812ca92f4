import { Button } from '../controls/button.tsx';
import { Offer } from '../controls/offer.tsx';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import { useWords } from '../language-context.ts';
import { Prose } from '../prose.tsx';

/** Asks before anything is fetched from a host that only a link has named. */
export function StrangerOffer() {
  const { models } = useExplorer();
  const words = useWords().models.stranger;
  const asked = useExplorerState((s) => s.asked);
  if (asked === null) return null;
  const { host } = new URL(asked);
  return (
    <Offer
      name={words.name}
      answers={
        <>
          {/* what goes wrong becomes a notice */}
          <Button onClick={() => void models.acceptAsked().catch(() => undefined)}>
            {words.load(host)}
          </Button>
          <Button onClick={() => models.declineAsked()}>{words.notNow}</Button>
        </>
      }
    >
      <Prose>{words.asks(host)}</Prose>
    </Offer>
  );
}

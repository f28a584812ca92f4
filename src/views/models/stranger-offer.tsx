import { Button } from '../controls/button.tsx';
import { Offer } from '../controls/offer.tsx';
import { useExplorer, useExplorerState } from '../explorer-context.ts';

/** Asks before anything is fetched from a host that only a link has named. */
export function StrangerOffer() {
  const { models } = useExplorer();
  const asked = useExplorerState((s) => s.asked);
  if (asked === null) return null;
  const { host } = new URL(asked);
  return (
    <Offer
      name="Model of another host"
      answers={
        <>
          {/* what goes wrong becomes a notice */}
          <Button onClick={() => void models.acceptAsked().catch(() => undefined)}>
            Load from {host}
          </Button>
          <Button onClick={() => models.declineAsked()}>Not now</Button>
        </>
      }
    >
      The link names a network on <b>{host}</b>. Loading it tells that host your internet address,
      and nothing else.
    </Offer>
  );
}

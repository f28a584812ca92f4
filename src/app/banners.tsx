import { KeepOffer } from '../views/models/keep-offer.tsx';
import { StrangerOffer } from '../views/models/stranger-offer.tsx';
import { EmbedderOffer } from './embedder-offer.tsx';
import { Notices } from './notices.tsx';
import { UpdateOffer } from './update-offer.tsx';

/** What the page has to say or to ask, above the view. */
export function Banners() {
  return (
    <div>
      <UpdateOffer />
      <Notices />
      <StrangerOffer />
      <EmbedderOffer />
      <KeepOffer />
    </div>
  );
}

import { createConsent, type Consent } from '../embed/consent.ts';
import { forwardKeys } from '../embed/forward-keys.ts';
import type { Say } from '../content/messages/messages.ts';
import type { PageApi } from '../embed/page-api.ts';
import { serveEmbedder } from '../embed/serve-embedder.ts';
import { watchSeen } from '../embed/watch-seen.ts';
import type { Explorer } from '../state/explorer.ts';
import { pageLoop } from '../views/transport/page-loop.ts';

/** Nobody asks to see anything before there is somebody around this page. */
let consent: Consent = createConsent(window.location.origin);

/** Whether this page is a frame in another. */
export function isFrame(): boolean {
  return window.parent !== window;
}

/** What the user is asked by the page around this one. */
export function embedderConsent(): Consent {
  return consent;
}

/** Lets the page around this one, or the one that opened it, drive the app; what nobody sees in a frame rests. */
export function watchEmbedder(explorer: Explorer, api: PageApi, say: Say): void {
  const embedder = isFrame() ? window.parent : (window.opener as Window | null);
  if (embedder === null) return;
  consent = serveEmbedder(explorer, api, say, embedder, window);
  if (!isFrame()) return;
  forwardKeys(embedder, window);
  watchSeen(window, (isSeen) => {
    if (isSeen) pageLoop().resume();
    else pageLoop().pause();
  });
}

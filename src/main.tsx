import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import './app/base.css';
import { watchUpdates } from './app/updates.ts';
import { createPageApi, type PageApi } from './embed/page-api.ts';
import { connectEngine } from './engine/connect.ts';
import { createExplorer } from './state/explorer.ts';
import { initialSettings, syncHistory } from './state/history.ts';
import { reflectOnDocument } from './state/theme.ts';
import { ExplorerContext } from './views/explorer-context.ts';

declare global {
  interface Window {
    vheat: PageApi;
  }
}

const { settings, refused } = initialSettings(window);
const explorer = createExplorer({
  port: connectEngine(),
  settings,
  baseUrl: new URL('.', document.baseURI).href,
  fetch: window.fetch.bind(window),
});
if (refused.length > 0)
  explorer.notify({
    kind: 'note',
    code: 'link',
    message: `The link had values that do not fit and were left out: ${refused.join(', ')}.`,
  });
reflectOnDocument(explorer, window);
syncHistory(explorer, window);
window.vheat = createPageApi(explorer);

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <ExplorerContext value={explorer}>
      <App />
    </ExplorerContext>
  </StrictMode>,
);

const started = explorer.start().catch(() => undefined); // status `error` and a notice tell it
watchUpdates(started)
  .then(() => explorer.models.keepCompanion())
  .catch(() => undefined); // without it the app works, but not without network

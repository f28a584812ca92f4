import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createPageApi, type PageApi } from '../embed/page-api.ts';
import { createExplorer, type Explorer, type ExplorerOptions } from '../state/explorer.ts';
import { initialSettings, syncHistory } from '../state/history.ts';
import { reflectOnDocument } from '../state/theme.ts';
import { ExplorerContext } from '../views/explorer-context.ts';
import { App } from './app.tsx';
import { watchEmbedder } from './embedded.ts';
import { LanguageProvider, sayAsSpoken, watchLanguage } from './language.tsx';
import { watchPanels } from './watch-panels.ts';
import './base.css';

declare global {
  interface Window {
    vheat: PageApi;
  }
}

/**
 * Builds the app in this page and starts it.
 * @returns the app, and a promise that settles when the start is over, whatever became of it
 */
export function runApp(options: Omit<ExplorerOptions, 'settings' | 'fetch'>): {
  explorer: Explorer;
  started: Promise<void>;
} {
  const { settings, refused } = initialSettings(window);
  const explorer = createExplorer({ ...options, settings, fetch: window.fetch.bind(window) });
  if (refused.length > 0) explorer.notify({ kind: 'note', code: 'link', params: { refused } });
  const speech = watchLanguage(explorer, window);
  const say = sayAsSpoken(speech);
  reflectOnDocument(explorer, window);
  syncHistory(explorer, window);
  watchPanels(explorer);
  window.vheat = createPageApi(explorer, say);
  watchEmbedder(explorer, window.vheat, say);

  const root = document.getElementById('root');
  if (root === null) throw new Error('index.html has no #root');
  createRoot(root).render(
    <StrictMode>
      <LanguageProvider speech={speech}>
        <ExplorerContext value={explorer}>
          <App />
        </ExplorerContext>
      </LanguageProvider>
    </StrictMode>,
  );
  // Status `error` and a notice tell of a failure.
  return { explorer, started: explorer.start().catch(() => undefined) };
}

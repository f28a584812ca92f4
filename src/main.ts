import { isFrame } from './app/embedded.ts';
import { keepUsed } from './app/offline.ts';
import { runApp } from './app/run-app.tsx';
import { watchUpdates } from './app/updates.ts';
import { connectEngine } from './engine/connect.ts';
import { takeEarly } from './engine/early.ts';
import { startWorker } from './engine/start-worker.ts';

const port = connectEngine(startWorker);
const { explorer, started } = runApp({
  port,
  baseUrl: new URL('.', document.baseURI).href,
  keeps: !isFrame(),
  takeEarly,
});
watchUpdates(started)
  .then(async () => {
    const begun = keepUsed(port);
    if (!isFrame()) await explorer.models.keepCompanion();
    await begun;
    await keepUsed(port);
  })
  .catch(() => undefined); // without it the app works, but not without network

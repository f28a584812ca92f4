import { isFrame } from './app/embedded.ts';
import { runApp } from './app/run-app.tsx';
import { watchUpdates } from './app/updates.ts';
import { connectEngine } from './engine/connect.ts';
import { startWorker } from './engine/start-worker.ts';

const { explorer, started } = runApp({
  port: connectEngine(startWorker),
  baseUrl: new URL('.', document.baseURI).href,
  keeps: !isFrame(),
});
watchUpdates(started)
  .then(() => (isFrame() ? undefined : explorer.models.keepCompanion()))
  .catch(() => undefined); // without it the app works, but not without network

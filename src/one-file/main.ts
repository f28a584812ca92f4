import { connectEngine } from '../engine/connect.ts';
import { addressesOf } from './addresses.ts';
import EngineWorker from './engine.worker.ts?worker&inline';
import { PACKED, type PackedFiles } from './files.ts';
import { unpack } from './unpack.ts';

async function run(files: PackedFiles): Promise<void> {
  const [addresses, { runApp }] = await Promise.all([
    addressesOf(files),
    import('../app/run-app.tsx'),
  ]);
  runApp({
    port: connectEngine(() => {
      const worker = new EngineWorker();
      worker.postMessage(files);
      return worker;
    }),
    baseUrl: PACKED,
    address: (path) => addresses[path] ?? new URL(path, PACKED).href,
    keeps: false,
  });
}

unpack(document).then(run, () => {
  document.documentElement.dataset.status = 'error';
  const boot = document.getElementById('boot');
  boot?.setAttribute('role', 'alert');
  boot?.replaceChildren(
    'This file is not whole: it was cut off while it was copied or downloaded. Copy it again.',
  );
});

import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveFolder, type StaticHost } from './static-host.ts';

/** Pages that embed the app, on an origin of their own. */
export interface Pages {
  /** Address of the folder, with a closing slash. */
  readonly url: string;
  /** Writes a page; returns its address. */
  write(name: string, html: string): string;
  close(): void;
}

/** Serves pages beside the files of reveal.js. */
export async function servePages(): Promise<Pages> {
  const folder = mkdtempSync(join(tmpdir(), 'vheat-pages-'));
  mkdirSync(join(folder, 'reveal'));
  cpSync('node_modules/reveal.js/dist', join(folder, 'reveal'), { recursive: true });
  const host: StaticHost = await serveFolder(folder);
  return {
    url: host.url,
    write(name, html) {
      writeFileSync(join(folder, name), html);
      return `${host.url}${name}`;
    },
    close() {
      host.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** A reveal.js deck of these slides. */
export function deck(slides: string, scripts = ''): string {
  return `<!doctype html>
<html>
  <head>
    <meta charset="utf-8">
    <title>A talk</title>
    <link rel="stylesheet" href="reveal/reveal.css">
    ${scripts}
  </head>
  <body>
    <div class="reveal"><div class="slides">${slides}</div></div>
    <script type="module">
      import Reveal from './reveal/reveal.mjs';
      window.Reveal = new Reveal({ hash: true, history: true, transition: 'none', width: 960, height: 540 });
      window.Reveal.initialize();
    </script>
  </body>
</html>`;
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin, type Rolldown } from 'vite';

const FOLDER = join(import.meta.dirname, '../src/embed/element');

/** Builds the element for other pages into one script, `embed.js`, with its types beside it. */
export function embed(): Plugin {
  return {
    name: 'embed',
    configureServer(server) {
      server.middlewares.use('/embed.js', (_, response) => {
        response.setHeader('Content-Type', 'text/javascript');
        response.end(
          "import(new URL('/src/embed/element/vheat-demo.ts', document.currentScript.src));",
        );
      });
    },
    async generateBundle() {
      const built = (await build({
        configFile: false,
        publicDir: false,
        logLevel: 'error',
        build: {
          target: 'es2022',
          write: false,
          lib: {
            entry: join(FOLDER, 'vheat-demo.ts'),
            formats: ['iife'],
            name: 'vheatEmbed',
            fileName: 'embed',
          },
          minify: 'oxc',
        },
      })) as Rolldown.RolldownOutput[];
      const [{ output }] = built;
      this.emitFile({ type: 'asset', fileName: 'embed.js', source: output[0].code });
      this.emitFile({
        type: 'asset',
        fileName: 'embed.d.ts',
        source: readFileSync(join(FOLDER, 'embed.d.ts')),
      });
    },
  };
}

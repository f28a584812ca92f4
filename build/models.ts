import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Plugin } from 'vite';
import { SERVED_FILE } from '../models/tools/served-file.ts';

const MODELS = join(import.meta.dirname, '../models');

/** Every file of the model folders that the app may ask for; tools and training stay at home. */
function modelFiles(folder = MODELS): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      return folder === MODELS && /^(tools|training)$/.test(entry.name) ? [] : modelFiles(path);
    return SERVED_FILE.test(entry.name) ? [path] : [];
  });
}

/** Serves `models/` beside the app in development and copies it into the build. */
export function models(): Plugin {
  return {
    name: 'models',
    configureServer(server) {
      server.middlewares.use('/models', (request, response, next) => {
        const path = join(MODELS, decodeURIComponent((request.url ?? '').split('?')[0]));
        if (!modelFiles().includes(path)) {
          next();
          return;
        }
        response.setHeader('Content-Length', statSync(path).size);
        response.setHeader(
          'Content-Type',
          path.endsWith('.json') ? 'application/json' : 'application/octet-stream',
        );
        createReadStream(path).pipe(response);
      });
    },
    generateBundle() {
      for (const path of existsSync(MODELS) ? modelFiles() : [])
        this.emitFile({
          type: 'asset',
          fileName: `models/${relative(MODELS, path)}`,
          source: readFileSync(path),
        });
    },
  };
}

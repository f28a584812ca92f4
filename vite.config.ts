import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { SERVED_FILE } from './models/tools/served-file.ts';

const MODELS = join(import.meta.dirname, 'models');

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
function models(): Plugin {
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

/**
 * tfjs hands the text of its threaded WebAssembly factory to the thread workers, where names that the minifier
 * gave do not exist. The factory has one free name; a property of the global object keeps its own.
 */
function threadedWasm(): Plugin {
  return {
    name: 'threaded-wasm',
    transform(code, id) {
      if (!id.includes('tfjs-backend-wasm-threaded-simd.js')) return null;
      return code
        .replace(/var _scriptDir = [^;]*;\s*if [^;]*;/, '')
        .replaceAll('_scriptDir', 'globalThis._scriptDir');
    },
  };
}

export default defineConfig({
  base: './',
  worker: {
    format: 'es',
    plugins: () => [threadedWasm()],
    rolldownOptions: {
      output: {
        // Named after the package, so that sizes and caching can be stated per backend.
        chunkFileNames({ facadeModuleId }) {
          const library = /@tensorflow\/(tfjs[^/]*)\/dist\/index\.js$/.exec(facadeModuleId ?? '');
          return `assets/${library?.[1] ?? '[name]'}-[hash].js`;
        },
      },
    },
  },
  build: { target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 2000 },
  server: { port: 5173 },
  // The preview serves public files only, so any name the machine has on its network may ask for them.
  preview: { port: 4173, allowedHosts: true },
  plugins: [
    react(),
    models(),
    VitePWA({
      registerType: 'autoUpdate',
      injectRegister: false,
      manifest: {
        name: 'vHeat Explorer',
        short_name: 'vHeat',
        description: 'See how a vision network can see by conducting heat.',
        start_url: './',
        scope: './',
        display: 'standalone',
        background_color: '#0c0d10',
        theme_color: '#0c0d10',
        icons: [
          { src: 'icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: 'icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: 'icon-maskable.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
      workbox: {
        globPatterns: ['**/*.{js,css,html,woff2,svg,png,jpg,json,wasm}'],
        // Weights are cached by the engine, which checks them; what describes them must be fresh when online.
        // The last-resort tensor library is large, and few browsers ever load it.
        globIgnores: ['models/**', 'assets/tfjs-[!bc]*.js'],
        navigateFallbackDenylist: [/\/samples\//, /\/models\//],
        ignoreURLParametersMatching: [/.*/],
        runtimeCaching: [
          {
            urlPattern: ({ url, sameOrigin }) =>
              sameOrigin && /\/models\/.*\.(json|md)$/.test(url.pathname),
            handler: 'NetworkFirst',
            options: { cacheName: 'model-cards' },
          },
        ],
      },
    }),
  ],
});

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { contentSecurityPolicy } from './build/content-security-policy.ts';
import { earlyWeights } from './build/early.ts';
import { embed } from './build/embed.ts';
import { licences, ownLicences } from './build/licences.ts';
import { models } from './build/models.ts';
import { simdPrograms } from './build/simd.ts';
import { thumbnails } from './build/thumbnails.ts';
import { entryStandsAlone, threadedWasm } from './build/worker.ts';

export default defineConfig({
  base: './',
  worker: {
    format: 'es',
    plugins: () => [threadedWasm(), entryStandsAlone(), licences()],
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
    simdPrograms(),
    thumbnails(),
    embed(),
    earlyWeights(),
    contentSecurityPolicy(),
    licences(),
    ownLicences(),
    VitePWA({
      // A new version waits until it is asked to take over.
      registerType: 'prompt',
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
      strategies: 'injectManifest',
      srcDir: 'src/service-worker',
      filename: 'sw.ts',
      injectManifest: {
        // Whatever belongs to one version comes and goes with it, what describes the models included.
        globPatterns: ['**/*.{js,css,html,woff2,svg,png,jpg,webp,json,wasm,md,txt}'],
        // The picture of the README.
        globIgnores: ['preview.png'],
      },
    }),
  ],
});

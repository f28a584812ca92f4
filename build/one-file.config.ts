import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { licences, ownLicences } from './licences.ts';
import { models } from './models.ts';
import { oneFile } from './one-file.ts';
import { simdPrograms } from './simd.ts';
import { thumbnails } from './thumbnails.ts';

const whole = { codeSplitting: false } as const;

/** `dist-one/vheat-explorer.html`: the app in one file, for a page opened from the disk. */
export default defineConfig({
  base: './',
  publicDir: false,
  worker: {
    // Of a page opened as a file only a classic worker begins in every browser.
    format: 'iife',
    plugins: () => [licences()],
    rolldownOptions: { output: whole },
  },
  build: {
    target: 'es2022',
    outDir: 'dist-one',
    assetsInlineLimit: () => true,
    cssCodeSplit: false,
    modulePreload: false,
    chunkSizeWarningLimit: 30_000,
    rolldownOptions: { output: whole },
  },
  plugins: [react(), models(), simdPrograms(), thumbnails(), licences(), ownLicences(), oneFile()],
});

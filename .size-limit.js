import { readFileSync } from 'node:fs';

/** What the page itself asks for. */
const initial = readFileSync('dist/index.html', 'utf8').match(/assets\/[\w.-]+\.js/g) ?? [];

export default [
  {
    name: 'embed.js, for other pages',
    path: 'dist/embed.js',
    limit: '4096 B',
    brotli: true,
  },
  {
    name: 'initial JavaScript, in one language',
    path: [...new Set(initial)].map((file) => `dist/${file}`).concat('dist/assets/en-*.js'),
    limit: '150 kB',
    brotli: true,
  },
  {
    name: 'engine worker with WebGPU',
    path: [
      'dist/assets/{engine.worker,serve,register-webgpu,record}-*.js',
      'dist/assets/tfjs-backend-webgpu-*.js',
      'dist/assets/{dist,shared,zeros,Unique_impl,rolldown-runtime}-*.js',
    ],
    limit: '153 kB',
    brotli: true,
  },
  {
    name: 'files of a figure, of a view and its slide, loaded when asked for',
    path: 'dist/assets/{files,save,slide,zip}-*.js',
    limit: '11 kB',
    brotli: true,
  },
  {
    name: 'films, loaded when asked for',
    path: 'dist/assets/film-dialog-*.js',
    limit: '60 kB',
    brotli: true,
  },
];

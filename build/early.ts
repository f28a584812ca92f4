import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const MODELS = join(import.meta.dirname, '../models');

function json(path: string): unknown {
  return JSON.parse(readFileSync(join(MODELS, path), 'utf8'));
}

/** The first weights file of the model that is loaded by default. */
function firstWeights(): string {
  const { models } = json('catalog.json') as { models: readonly string[] };
  const { weights } = json(`${models[0]}/config.json`) as {
    weights: readonly { file: string }[];
  };
  return `models/${models[0]}/${weights[0].file}`;
}

/**
 * Asks for the weights and leaves them for `src/engine/early.ts`: not where another model is wanted, or an earlier visit kept
 * them, nor where a stream cannot be handed to the engine's worker. They are read eagerly and wait in memory.
 */
const script = (path: string) => `
(function () {
  try {
    var probe = new ReadableStream();
    structuredClone(probe, { transfer: [probe] });
    if (/[?&]model=/.test(location.search)) return;
    if (navigator.serviceWorker && navigator.serviceWorker.controller) return;
    var url = new URL(${JSON.stringify(path)}, document.baseURI).href;
    var way = new TransformStream({}, undefined, new ByteLengthQueuingStrategy({ highWaterMark: 1e9 }));
    fetch(url, { credentials: 'same-origin', referrerPolicy: 'no-referrer' }).then(function (response) {
      if (!response.ok) throw new Error(response.statusText);
      return response.body.pipeTo(way.writable);
    }).catch(function (error) { return way.writable.abort(error); }).catch(function () {});
    window.earlyWeights = { url: url, body: way.readable };
  } catch (error) {}
})();
`;

/** On a first visit the weights are asked for by the page itself, before the program that needs them is here. */
export function earlyWeights(): Plugin {
  return {
    name: 'early-weights',
    apply: 'build',
    transformIndexHtml: () => [
      { tag: 'script', children: script(firstWeights()), injectTo: 'head' },
    ],
  };
}

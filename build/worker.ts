import type { Plugin } from 'vite';

/**
 * tfjs hands the text of its threaded WebAssembly factory to the thread workers, where names that the minifier
 * gave do not exist. The factory has one free name; a property of the global object keeps its own.
 */
export function threadedWasm(): Plugin {
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

/** WebKit evaluates a worker's entry once more when a chunk imports it: two engines would answer every call. */
export function entryStandsAlone(): Plugin {
  return {
    name: 'entry-stands-alone',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      const entries = new Set(chunks.filter(({ isEntry }) => isEntry).map((c) => c.fileName));
      for (const { fileName, imports, dynamicImports } of chunks)
        for (const imported of [...imports, ...dynamicImports])
          if (entries.has(imported))
            this.error(`${fileName} imports the worker's entry ${imported}`);
    },
  };
}

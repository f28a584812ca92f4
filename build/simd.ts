import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Plugin } from 'vite';

const ROOT = join(import.meta.dirname, '..');
const KEPT = join(ROOT, 'node_modules/.cache/simd-programs');

/** Folders of sources, each with an `index.ts` that exports what its programs offer. */
const TENSORS = 'src/kernels/simd/assembly';
const PHOTOS = 'src/engine/image/resample/assembly';
const PIXELS = 'src/render/pixel-heat/assembly';

/** As many pages of 64 KB as an address can reach: a shared memory may not be larger than its users say. */
const PAGES = 65_536;

const SHARED = ['--sharedMemory', '--maximumMemory', `${PAGES}`];

/**
 * From which folder and with which options each program is compiled. Those of tensors differ in what a browser offers:
 * whether it multiplies and adds at once, and whether memory is shared by threads.
 */
const PROGRAMS: Readonly<Record<string, readonly [folder: string, ...options: string[]]>> = {
  'simd-plain': [TENSORS, '--enable', 'simd'],
  'simd-fused': [TENSORS, '--enable', 'simd,relaxed-simd'],
  'simd-plain-shared': [TENSORS, '--enable', 'simd,threads', ...SHARED],
  'simd-fused-shared': [TENSORS, '--enable', 'simd,relaxed-simd,threads', ...SHARED],
  'simd-resample': [PHOTOS, '--enable', 'simd'],
  'simd-pixels': [PIXELS, '--enable', 'simd'],
};

const COMPILER_VERSION = createRequire(import.meta.url).resolve('assemblyscript/package.json');

/** The compiler is run as a program: imported, its types would redefine those of JavaScript. */
const COMPILER = join(dirname(COMPILER_VERSION), 'bin/asc.js');

const COMMON = [
  ...['-O3', '--noAssert', '--runtime', 'stub'],
  ...['--importMemory', '--initialMemory', '1', '--noExportMemory'],
  // Vectors are passed among our own functions only.
  ...['--disableWarning', '112'],
];

let compiled: Promise<string> | null = null;

/** The folder with all programs, compiled where their source is new. @throws Error with the compiler's words */
export function compileSimd(): Promise<string> {
  compiled ??= compile();
  return compiled;
}

async function compile(): Promise<string> {
  const digest = createHash('sha256').update(JSON.stringify([PROGRAMS, COMMON]));
  const sources = [TENSORS, PHOTOS, PIXELS].flatMap((source) =>
    readdirSync(join(ROOT, source))
      .sort()
      .map((name) => join(ROOT, source, name)),
  );
  for (const file of [COMPILER_VERSION, ...sources]) digest.update(readFileSync(file));
  const folder = join(KEPT, digest.digest('hex').slice(0, 16));
  await mkdir(folder, { recursive: true });
  await Promise.all(
    Object.entries(PROGRAMS).map(async ([name, [source, ...options]]) => {
      const path = join(folder, `${name}.wasm`);
      if (existsSync(path)) return;
      const unfinished = `${path}.${randomUUID()}`;
      const entry = join(ROOT, source, 'index.ts');
      const words = [COMPILER, entry, ...COMMON, ...options, '-o', unfinished];
      await promisify(execFile)(process.execPath, words);
      await rename(unfinished, path);
    }),
  );
  return folder;
}

/** Compiles the SIMD programs for whatever imports `simd-programs/<program>.wasm`. */
export function simdPrograms(): Plugin {
  return {
    name: 'simd-programs',
    config: async () => ({
      assetsInclude: ['**/*.wasm'],
      resolve: { alias: { 'simd-programs': await compileSimd() } },
    }),
  };
}

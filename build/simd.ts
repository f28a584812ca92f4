import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Plugin } from 'vite';

const SOURCE = join(import.meta.dirname, '../src/kernels/simd/assembly');
const KEPT = join(import.meta.dirname, '../node_modules/.cache/simd-kernels');

/** As many pages of 64 KB as an address can reach: a shared memory may not be larger than its users say. */
const PAGES = 65_536;

/** Programs that browsers differ in: whether they multiply and add at once, and whether memory is shared by threads. */
const PROGRAMS = {
  'simd-plain': ['--enable', 'simd'],
  'simd-fused': ['--enable', 'simd,relaxed-simd'],
  'simd-plain-shared': [
    '--enable',
    'simd,threads',
    '--sharedMemory',
    '--maximumMemory',
    `${PAGES}`,
  ],
  'simd-fused-shared': [
    ...['--enable', 'simd,relaxed-simd,threads'],
    ...['--sharedMemory', '--maximumMemory', `${PAGES}`],
  ],
} as const;

/** The compiler is run as a program: imported, its types would redefine those of JavaScript. */
const COMPILER = join(
  dirname(createRequire(import.meta.url).resolve('assemblyscript/package.json')),
  'bin/asc.js',
);

const COMMON = [
  ...[join(SOURCE, 'index.ts'), '-O3', '--noAssert', '--runtime', 'stub'],
  ...['--importMemory', '--initialMemory', '1', '--noExportMemory'],
  // Vectors are passed among our own functions only.
  ...['--disableWarning', '112'],
];

/** The folder with all programs, compiled where their source is new. @throws Error with the compiler's words */
export async function compileSimd(): Promise<string> {
  const digest = createHash('sha256').update(JSON.stringify([PROGRAMS, COMMON.slice(1)]));
  for (const file of [
    COMPILER,
    ...readdirSync(SOURCE)
      .sort()
      .map((name) => join(SOURCE, name)),
  ])
    digest.update(readFileSync(file));
  const folder = join(KEPT, digest.digest('hex').slice(0, 16));
  await mkdir(folder, { recursive: true });
  await Promise.all(
    Object.entries(PROGRAMS).map(async ([name, options]) => {
      const path = join(folder, `${name}.wasm`);
      if (existsSync(path)) return;
      const unfinished = `${path}.${process.pid}`;
      const words = [COMPILER, ...COMMON, ...options, '-o', unfinished];
      await promisify(execFile)(process.execPath, words);
      await rename(unfinished, path);
    }),
  );
  return folder;
}

/** Compiles the SIMD kernels for whatever imports `simd-kernels/<program>.wasm`. */
export function simdKernels(): Plugin {
  return {
    name: 'simd-kernels',
    config: async () => ({ resolve: { alias: { 'simd-kernels': await compileSimd() } } }),
  };
}

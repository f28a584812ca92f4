import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe } from 'vitest';
import { compileSimd } from '../../../build/simd.ts';
import { itConductsPictures } from '../../testing/pixel-heat-contract.ts';
import { createSimdPixelHeat } from './simd-pixel-heat.ts';

describe('a picture as heat by SIMD', () => {
  let program: WebAssembly.Module;
  beforeAll(async () => {
    program = await WebAssembly.compile(
      readFileSync(join(await compileSimd(), 'simd-pixels.wasm')),
    );
  }, 60_000);

  itConductsPictures(() => (source) => createSimdPixelHeat(program, source));
});

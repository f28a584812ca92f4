import { getBackend } from '@tensorflow/tfjs-core';
import { EngineError } from './error.ts';
import type { VHeatInfo } from './port.ts';

/** Maps of a stage's size that one of its blocks holds at a time, measured on WebAssembly: forward, and with gradients. */
const MAPS_FORWARD = 28;
const MAPS_OF_GRADIENT = 150;

/** WebAssembly reaches 4 GiB, and loses some to gaps. Where it is exhausted it does not come back. */
const MOST_BYTES = 3.5 * 2 ** 30;

/** What a vHeat is asked for; a gradient keeps what every block up to its own has computed. */
type Asked = 'forward' | { readonly stage: number; readonly block: number };

/** Bytes that a question to a vHeat takes on WebAssembly, weights included. */
export function bytesNeeded({ stages, parameters }: VHeatInfo, asked: Asked): number {
  const maps = stages.map(({ grid, channels }) => grid[0] * grid[1] * channels);
  const blocks = (stage: number) => stages[stage].meanK.length;
  const diffusivity = maps.reduce((sum, size, stage) => sum + size * blocks(stage), 0);
  const reached = (stage: number) =>
    asked === 'forward' || stage > asked.stage
      ? 0
      : stage === asked.stage
        ? asked.block + 1
        : blocks(stage);
  const working =
    asked === 'forward'
      ? MAPS_FORWARD * Math.max(...maps)
      : MAPS_OF_GRADIENT * maps.reduce((sum, size, stage) => sum + size * reached(stage), 0);
  return 4 * (parameters + diffusivity + working);
}

/** @throws EngineError `input-large` where WebAssembly cannot hold what is asked for */
export function requireMemory(info: VHeatInfo, asked: Asked): void {
  const bytes = bytesNeeded(info, asked);
  if (getBackend() !== 'wasm' || bytes <= MOST_BYTES) return;
  throw new EngineError('input-large', {
    network: info.name,
    asked: asked === 'forward' ? 'forward' : 'field',
    bytes,
  });
}

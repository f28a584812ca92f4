import { afterEach, beforeEach, describe, expect, it, vi, type MockInstance } from 'vitest';
import { sha256 } from '../checkpoint/integrity.ts';
import { maxAbsDifference } from '../testing/close.ts';
import { readFixture } from '../testing/fixtures.ts';
import { PRE_NORM_CONFIG } from '../testing/pre-norm-config.ts';
import { Engine } from './engine.ts';
import { AS_TRAINED, type BackendName, type EngineEvent } from './port.ts';

const MODELS = 'https://models.test/';

/** Serves one small model folder in place of the network. */
async function serveModel(): Promise<void> {
  const weights = await readFixture('vheat/pre-norm/weights.safetensors');
  const config = {
    ...PRE_NORM_CONFIG,
    weights: [{ file: 'w.safetensors', bytes: weights.length, sha256: await sha256(weights) }],
  };
  const files: Partial<Record<string, () => Response>> = {
    'catalog.json': () => Response.json({ models: ['tiny'] }),
    'tiny/config.json': () => Response.json(config),
    'tiny/w.safetensors': () =>
      new Response(weights, { headers: { 'Content-Length': String(weights.length) } }),
  };
  const real = window.fetch.bind(window);
  vi.stubGlobal('fetch', (input: RequestInfo | URL, init?: RequestInit) => {
    const url = input instanceof Request ? input.url : String(input);
    if (!url.startsWith(MODELS)) return real(input, init);
    const file = files[url.slice(MODELS.length)];
    return Promise.resolve(file?.() ?? new Response(null, { status: 404 }));
  });
}

async function photo(): Promise<Blob> {
  const canvas = new OffscreenCanvas(96, 64);
  const context = canvas.getContext('2d');
  for (let x = 0; x < 96; x++) {
    if (!context) throw new Error('no canvas');
    context.fillStyle = `hsl(${x * 7} 80% ${20 + (x % 50)}%)`;
    context.fillRect(x, 0, 1, 64);
  }
  return canvas.convertToBlob();
}

describe('the engine on a GPU that fails', () => {
  let requests: MockInstance<GPUAdapter['requestDevice']>;
  let engine: Engine;
  let events: EngineEvent[];

  async function start(forced: BackendName) {
    const info = await engine.start({ forced, modelsUrl: MODELS }, (e) => events.push(e));
    await engine.load('tiny');
    await engine.openImage({ blob: await photo() });
    return info;
  }

  beforeEach(async () => {
    await serveModel();
    requests = vi.spyOn(GPUAdapter.prototype, 'requestDevice');
    engine = new Engine();
    events = [];
  });

  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  const backends = () => events.flatMap((e) => (e.type === 'backend' ? [e.backend] : []));
  function current(): GPUDevice {
    const last = requests.mock.settledResults.at(-1);
    if (last?.type !== 'fulfilled') throw new Error('no device was given');
    return last.value;
  }

  it('recovers once from a lost device, then goes on with WASM; the result stays', async () => {
    expect((await start('webgpu')).name).toBe('webgpu');
    const first = await engine.classify(AS_TRAINED);
    const { tensors } = await engine.memory();
    // From now on by a recording, which dies with its device.
    expect((await engine.classify(AS_TRAINED)).probabilities).toEqual(first.probabilities);

    current().destroy();
    await current().lost;
    const second = await engine.classify(AS_TRAINED);
    expect(maxAbsDifference(second.probabilities, first.probabilities)).toBeLessThan(1e-6);
    expect(backends().at(-1)?.name).toBe('webgpu');
    expect((await engine.memory()).tensors).toBe(tensors);
    expect((await engine.classify(AS_TRAINED)).probabilities).toEqual(second.probabilities);

    const running = engine.classify(AS_TRAINED);
    current().destroy();
    await current().lost;
    const third = await running.then(() => engine.classify(AS_TRAINED));
    expect(maxAbsDifference(third.probabilities, first.probabilities)).toBeLessThan(1e-4);
    expect(backends().at(-1)).toMatchObject({
      name: 'wasm',
      reasons: expect.arrayContaining([{ code: 'gpu-lost', params: {} }]) as object[],
    });
    expect((await engine.memory()).tensors).toBe(tensors);
  });

  it('keeps a recording as long as its network', async () => {
    await start('webgpu');
    expect((await engine.memory()).recorded).toBe(0);
    const first = await engine.classify(AS_TRAINED);
    const { tensors, recorded } = await engine.memory();
    expect(recorded).toBeGreaterThan(0);
    const knobs = { ...AS_TRAINED, t: 3, scope: 'block', stage: 2, block: 1 } as const;
    const moved = await engine.classify(knobs);
    expect(moved.probabilities).not.toEqual(first.probabilities);
    const made = vi.spyOn(GPUDevice.prototype, 'createBuffer');
    const destroyed = vi.spyOn(GPUBuffer.prototype, 'destroy');
    const more: number[] = [];
    for (let i = 0; i < 3; i++) {
      await engine.load('tiny');
      expect((await engine.memory()).recorded).toBe(0);
      // The first answer of a network is computed operation by operation.
      expect((await engine.classify(i === 1 ? AS_TRAINED : knobs)).probabilities).toEqual(
        (i === 1 ? first : moved).probabilities,
      );
      expect((await engine.classify(AS_TRAINED)).probabilities).toEqual(first.probabilities);
      expect(await engine.memory()).toMatchObject({ tensors, recorded });
      more.push(made.mock.calls.length - destroyed.mock.calls.length);
    }
    // The first switch may widen the library's pool; those after it find all they need.
    expect(more[2]).toBe(more[0]);
  });

  it('leaves a GPU that reports errors', async () => {
    await start('webgpu');
    const first = await engine.classify(AS_TRAINED);
    // More memory than any device has: the error is an event, not an exception.
    current().createBuffer({ size: 2 ** 52, usage: GPUBufferUsage.STORAGE });
    await current().queue.onSubmittedWorkDone();
    const second = await engine.classify(AS_TRAINED);
    expect(maxAbsDifference(second.probabilities, first.probabilities)).toBeLessThan(1e-4);
    expect(backends().at(-1)).toMatchObject({
      name: 'wasm',
      reasons: expect.arrayContaining([expect.objectContaining({ code: 'gpu-error' })]) as object[],
    });
  });

  it('sees nothing before a network is loaded', async () => {
    await engine.start({ forced: 'wasm', modelsUrl: MODELS }, () => undefined);
    await engine.openImage({ blob: await photo() });
    await expect(engine.classify(AS_TRAINED)).rejects.toMatchObject({ code: 'no-model' });
  });

  it('takes the next backend when no device can be had', async () => {
    requests.mockRejectedValue(new Error('device refused'));
    const info = await start('webgpu');
    expect(info.name).toBe('wasm');
    expect(info.reasons).toContainEqual({
      code: 'start-failed',
      params: {
        backend: 'webgpu',
        reason: { code: 'internal', params: { detail: 'device refused' } },
      },
    });
    expect((await engine.classify(AS_TRAINED)).probabilities).toHaveLength(10);
  });

  it('shows in a capture what the heat operator did, with the knobs as set', async () => {
    await start('wasm');
    const { conduct } = await import('../math/heat.ts');
    const { tensors } = await engine.memory();
    for (const knobs of [
      AS_TRAINED,
      { ...AS_TRAINED, t: 0.5, k: 3 },
      { ...AS_TRAINED, kConst: 2, t: 2 },
    ])
      for (const [stage, blocks] of [1, 1, 2, 1].entries())
        for (let block = 0; block < blocks; block++) {
          const { shape, u0, k, ut, gate } = await engine.capture({ stage, block }, knobs);
          expect(gate).toHaveLength(u0.length);
          expect(maxAbsDifference(conduct(u0, k, shape, 1), ut)).toBeLessThan(1e-4);
        }
    expect((await engine.memory()).tensors).toBe(tensors);
    await expect(engine.capture({ stage: 0, block: 1 }, AS_TRAINED)).rejects.toMatchObject({
      code: 'no-such-block',
    });
  });

  it('captures every block of the embedded vHeat as math/heat computes it', async () => {
    const { conduct } = await import('../math/heat.ts');
    const modelsUrl = new URL('/models/', location.href).href;
    await engine.start({ forced: 'wasm', modelsUrl }, (e) => events.push(e));
    const info = await engine.load('vheat-nano');
    await engine.openImage({ blob: await photo() });
    if (info.architecture !== 'vheat') throw new Error('not a vHeat');
    expect(info.stages.map((s) => s.grid[0])).toEqual([32, 16, 8, 4]);
    for (const [stage, { meanK }] of info.stages.entries())
      for (let block = 0; block < meanK.length; block++) {
        const { shape, u0, k, ut } = await engine.capture({ stage, block }, AS_TRAINED);
        expect(maxAbsDifference(conduct(u0, k, shape, 1), ut)).toBeLessThan(1e-4);
      }
  });

  it('keeps the photo it has when the next one is bad', async () => {
    await start('wasm');
    const first = await engine.classify(AS_TRAINED);
    await expect(engine.openImage({ blob: new Blob(['no photo']) })).rejects.toMatchObject({
      code: 'not-an-image',
    });
    expect((await engine.classify(AS_TRAINED)).image).toBe(first.image);
  });

  it('cancels the download of a photo, and keeps the one it has', async () => {
    await start('wasm');
    const first = await engine.classify(AS_TRAINED);
    const url = 'https://photos.test/endless.png';
    const served = window.fetch.bind(window);
    vi.stubGlobal('fetch', (input: RequestInfo | URL, init?: RequestInit) =>
      input === url
        ? new Promise((_, reject) =>
            init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error)),
          )
        : served(input, init),
    );
    const opening = engine.openImage({ url });
    await engine.cancelLoad();
    await expect(opening).rejects.toMatchObject({ code: 'cancelled' });
    expect((await engine.classify(AS_TRAINED)).image).toBe(first.image);
  });

  it('leaves a network where it is when a companion of its architecture is asked for', async () => {
    await start('wasm');
    const { load } = await engine.classify(AS_TRAINED);
    expect((await engine.loadCompanion('tiny')).load).toBe(load);
    expect((await engine.classify(AS_TRAINED)).load).toBe(load);
  });

  it('tells the loads of one model apart, and which of them classified', async () => {
    await start('wasm');
    const before = (await engine.classify(AS_TRAINED)).load;
    const { load } = await engine.load('tiny');
    expect(load).not.toBe(before);
    expect((await engine.classify(AS_TRAINED)).load).toBe(load);
  });
});

import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Backend } from './backend.ts';
import { Device } from './device.ts';
import { EngineError } from './error.ts';
import type { BackendInfo, BackendName } from './port.ts';

const machine = vi.hoisted(() => ({
  /** Backends that cannot start. */
  broken: new Set<string>(),
  /** What the self-test says of the backend that was used last. */
  wrong: new Map<string, object>(),
  used: '',
  log: [] as string[],
  alive: new Map<string, { lost: boolean; fault: string | null }>(),
}));

vi.mock('./probe.ts', () => ({
  probeWebGpu: () => Promise.resolve({ adapter: 'found', name: 'Test GPU', software: false }),
}));
vi.mock('./self-test.ts', () => ({
  selfTest: () => Promise.resolve(machine.wrong.get(machine.used) ?? null),
}));
vi.mock('./backend.ts', () => ({
  startBackend(name: BackendName): Promise<Backend> {
    if (machine.broken.has(name)) return Promise.reject(new EngineError('no-adapter'));
    const state = { lost: false, fault: null as string | null };
    machine.alive.set(name, state);
    machine.log.push(`start ${name}`);
    return Promise.resolve({
      name,
      threads: 1,
      use() {
        machine.used = name;
        return Promise.resolve();
      },
      takeFault() {
        const { fault } = state;
        state.fault = null;
        return fault;
      },
      isLost: () => state.lost,
      lossReported: () => Promise.resolve(),
      warmUp: () => Promise.resolve(),
      record: () => Promise.resolve(null),
      dispose() {
        machine.log.push(`dispose ${name}`);
      },
    });
  },
}));

const NO_LUCK = {
  code: 'start-failed',
  params: { backend: 'webgpu', reason: { code: 'no-adapter', params: {} } },
};

let device: Device;
let told: BackendInfo[];

beforeEach(() => {
  machine.broken.clear();
  machine.wrong.clear();
  machine.log.length = 0;
  told = [];
  device = new Device(
    {
      release: () => machine.log.push('release'),
      settle() {
        machine.log.push(`settle on ${machine.used}`);
        return Promise.resolve();
      },
    },
    (info) => told.push(info),
  );
});

function lose(name: BackendName): void {
  const state = machine.alive.get(name);
  if (state) state.lost = true;
}

describe('Device', () => {
  it('runs nothing before it is started', async () => {
    await expect(device.run(() => Promise.resolve())).rejects.toMatchObject({
      code: 'not-started',
    });
  });

  it('passes over a backend that cannot start and one that computes wrongly, and says why', async () => {
    machine.broken.add('webgpu');
    machine.wrong.set('wasm', { code: 'zeros', params: {} });
    const info = await device.start(null);
    expect(info.name).toBe('webgl');
    expect(info.reasons).toEqual([
      NO_LUCK,
      { code: 'self-test', params: { backend: 'wasm', fault: { code: 'zeros', params: {} } } },
      { code: 'slow-backend', params: {} },
    ]);
    expect(machine.log).toContain('dispose wasm');
  });

  it('ends with no-backend where none works', async () => {
    for (const name of ['webgpu', 'wasm', 'webgl', 'cpu']) machine.broken.add(name);
    await expect(device.start(null)).rejects.toMatchObject({ code: 'no-backend' });
  });

  it('keeps what runs until the wanted one works, then moves everything over', async () => {
    await device.start('wasm');
    machine.log.length = 0;
    await device.start('cpu');
    expect(machine.log).toEqual(['start cpu', 'release', 'dispose wasm', 'settle on cpu']);
  });

  it('goes on with what runs where the wanted one cannot start', async () => {
    await device.start('cpu');
    machine.log.length = 0;
    machine.broken.add('webgpu');
    const info = await device.start('webgpu');
    expect(info.name).toBe('cpu');
    expect(info.reasons).toContainEqual(NO_LUCK);
    expect(machine.log).toEqual([]);
    expect(machine.used).toBe('cpu');
  });

  it('replaces a lost GPU once by a new one, then by the next backend', async () => {
    await device.start(null);
    const flaky = () => {
      const times = told.length;
      if (times > 2) return Promise.resolve(device.name);
      lose('webgpu');
      return Promise.reject(new Error('device is lost'));
    };
    expect(await device.run(flaky)).toBe('wasm');
    expect(told.map(({ name }) => name)).toEqual(['webgpu', 'webgpu', 'wasm']);
    expect(told[2].reasons).toEqual([{ code: 'gpu-lost', params: {} }]);
  });

  it('leaves a GPU that reports an error or gives no numbers', async () => {
    await device.start(null);
    let runs = 0;
    const result = await device.run(() => {
      runs++;
      if (device.name === 'webgpu') throw new EngineError('gpu-fault');
      return Promise.resolve(runs);
    });
    expect(result).toBe(2);
    expect(device.name).toBe('wasm');
  });

  it('lets errors of the job itself through', async () => {
    await device.start('wasm');
    await expect(
      device.run(() => Promise.reject(new EngineError('no-image'))),
    ).rejects.toMatchObject({ code: 'no-image' });
    expect(told).toHaveLength(1);
  });
});

import { describe, expect, it } from 'vitest';
import { planBackends, withFailures, type Probe } from './backend-plan.ts';

const hardware: Probe = { adapter: 'found', name: 'Apple M2', software: false };
const software: Probe = { adapter: 'found', name: 'SwiftShader', software: true };
const names = (probe: Probe, forced: Parameters<typeof planBackends>[1] = null) =>
  planBackends(probe, forced).map((a) => a.name);

describe('planBackends', () => {
  it('prefers hardware WebGPU and says nothing about it', () => {
    expect(names(hardware)).toEqual(['webgpu', 'wasm', 'webgl', 'cpu']);
    expect(planBackends(hardware, null)[0].reasons).toEqual([]);
  });

  it('takes WASM over an emulated GPU, with the reason', () => {
    expect(names(software)).toEqual(['wasm', 'webgl', 'cpu']);
    expect(planBackends(software, null)[0].reasons).toEqual([
      { code: 'emulated-gpu', params: { adapter: 'SwiftShader' } },
      { code: 'wasm-speed', params: {} },
    ]);
  });

  it.each(['no-api', 'insecure', 'no-adapter', 'no-answer'] as const)('explains %s', (why) => {
    const plan = planBackends({ adapter: 'none', why }, null);
    expect(plan[0].name).toBe('wasm');
    expect(plan[0].reasons).toContainEqual({ code: 'no-webgpu', params: { why } });
  });

  it('puts a forced backend first and keeps the others behind it', () => {
    expect(names(software, 'webgpu')).toEqual(['webgpu', 'wasm', 'webgl', 'cpu']);
    expect(names(hardware, 'cpu')).toEqual(['cpu', 'webgpu', 'wasm', 'webgl']);
  });

  it('joins reasons without repeating one', () => {
    const slow = () => ({ code: 'slow-backend', params: {} }) as const;
    const lost = { code: 'gpu-lost', params: {} } as const;
    const attempt = { name: 'cpu', reasons: [slow()] } as const;
    expect(withFailures(attempt, [lost, slow(), lost])).toEqual([lost, slow()]);
    expect(withFailures({ name: 'webgpu', reasons: [] }, [])).toEqual([]);
  });
});

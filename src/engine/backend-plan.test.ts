import { describe, expect, it } from 'vitest';
import { planBackends, withFailures, type Probe } from './backend-plan.ts';

const hardware: Probe = { adapter: 'found', name: 'Apple M2', software: false };
const software: Probe = { adapter: 'found', name: 'SwiftShader', software: true };
const names = (probe: Probe, forced: Parameters<typeof planBackends>[1] = null) =>
  planBackends(probe, forced).map((a) => a.name);

describe('planBackends', () => {
  it('prefers hardware WebGPU and says nothing about it', () => {
    expect(names(hardware)).toEqual(['webgpu', 'wasm', 'webgl', 'cpu']);
    expect(planBackends(hardware, null)[0].reason).toBeNull();
  });

  it('takes WASM over an emulated GPU, with the reason', () => {
    expect(names(software)).toEqual(['wasm', 'webgl', 'cpu']);
    expect(planBackends(software, null)[0].reason).toMatch(/SwiftShader.*slower than WebAssembly/);
  });

  it.each([
    ['no-api', /no WebGPU/],
    ['insecure', /secure page/],
    ['no-adapter', /found no GPU/],
    ['no-answer', /did not answer/],
  ] as const)('explains %s', (why, sentence) => {
    const plan = planBackends({ adapter: 'none', why }, null);
    expect(plan[0].name).toBe('wasm');
    expect(plan[0].reason).toMatch(sentence);
  });

  it('puts a forced backend first and keeps the others behind it', () => {
    expect(names(software, 'webgpu')).toEqual(['webgpu', 'wasm', 'webgl', 'cpu']);
    expect(names(hardware, 'cpu')).toEqual(['cpu', 'webgpu', 'wasm', 'webgl']);
  });

  it('joins reasons without repeating one', () => {
    const attempt = { name: 'wasm', reason: 'b.' } as const;
    expect(withFailures(attempt, ['a.', 'b.'])).toBe('a. b.');
    expect(withFailures({ name: 'webgpu', reason: null }, [])).toBeNull();
  });
});

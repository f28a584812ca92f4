import '@tensorflow/tfjs-backend-cpu';
import { memory, mul, setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import * as nn from '../model/vheat/forward.ts';
import { selfTest } from './self-test.ts';

describe('selfTest', () => {
  beforeAll(async () => {
    await setBackend('cpu');
  });

  it('passes on a backend that computes, and leaves nothing behind', async () => {
    const before = memory().numTensors;
    expect(await selfTest()).toBeNull();
    expect(memory().numTensors).toBe(before);
  });

  it.each([
    ['zeros', 0, 'zeros'],
    ['a wrong factor', 1.01, 'off'],
  ])('notices %s', async (_, factor, code) => {
    const forward = nn.forwardVHeat;
    const spy = vi.spyOn(nn, 'forwardVHeat').mockImplementation((...args) => {
      const result = forward(...args);
      return { ...result, logits: mul(result.logits, factor) };
    });
    try {
      expect(await selfTest()).toMatchObject({ code });
    } finally {
      spy.mockRestore();
    }
  });
});

import { memory, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { equalLayers } from '../model/equal-layers.ts';
import { forEachBackend } from '../testing/backends.ts';
import type { StudyHost } from './field-studies.ts';
import { LayerTimings } from './layer-timings.ts';
import type { LayerTiming } from './port.ts';
import { JobQueue } from './queue.ts';
import { take } from './take.ts';

const run = (work: () => Tensor) => take(tidy(work));
const range = (values: Float32Array) => [Math.min(...values), Math.max(...values)];

function timings(allMs?: number): LayerTimings {
  const queue = new JobQueue();
  const nothing = () => {
    throw new Error('the benchmark needs neither network nor photo');
  };
  const host: StudyHost = {
    run: (lane, work) => queue.run(lane, work),
    network: nothing,
    photo: nothing,
  };
  return new LayerTimings(host, allMs);
}

forEachBackend(() => {
  describe('layers of equal width', () => {
    test('mix what they are given and leave nothing behind', async () => {
      const before = memory().numTensors;
      const layers = equalLayers(4, 6, 3);
      const heated = await run(() => layers.heat());
      const averaged = await run(() => layers.attention());
      const [heatLayer, attentionLayer] = [
        await run(() => layers.heatLayer()),
        await run(() => layers.attentionLayer()),
      ];
      layers.dispose();
      expect(memory().numTensors).toBe(before);
      for (const output of [heated, averaged, heatLayer, attentionLayer])
        expect(output).toHaveLength(4 * 4 * 6);
      // Inputs lie within ±1; an average of them lies strictly inside, and no layer passes its input on.
      const [low, high] = range(averaged);
      expect(low).toBeGreaterThan(-1);
      expect(high).toBeLessThan(1);
      expect(high - low).toBeGreaterThan(0.01);
      expect(heatLayer).not.toEqual(heated);
      expect(attentionLayer).not.toEqual(averaged);
    });
  });

  describe('timing', () => {
    test('reports every part of every grid and leaves nothing on the device', async () => {
      const before = memory().numTensors;
      const seen: LayerTiming[] = [];
      await timings().run([2, 3], (timing) => seen.push(timing));
      expect(seen.map(({ side, part }) => `${side} ${part}`)).toEqual([
        '2 heat',
        '2 attention',
        '2 heatLayer',
        '2 attentionLayer',
        '3 heat',
        '3 attention',
        '3 heatLayer',
        '3 attentionLayer',
      ]);
      for (const { milliseconds, quartiles, runs } of seen) {
        expect(quartiles[0]).toBeGreaterThan(0);
        expect(milliseconds).toBeGreaterThanOrEqual(quartiles[0]);
        expect(milliseconds).toBeLessThanOrEqual(quartiles[1]);
        expect(runs).toBeGreaterThanOrEqual(3);
      }
      expect(memory().numTensors).toBe(before);
    });

    test('leaves out what would not come to its end in time, but for the smallest grid', async () => {
      const seen: number[] = [];
      await timings(0).run([2, 3, 4], ({ side }) => seen.push(side));
      expect(seen).toEqual([2, 2, 2, 2]);
    });

    test('ends when it is cancelled, and when it is asked for anew', async () => {
      const before = memory().numTensors;
      const subject = timings();
      const first = subject.run([2, 3], () => subject.cancel());
      await expect(first).rejects.toMatchObject({ code: 'cancelled' });
      let parts = 0;
      const second = subject.run([2, 3], () => undefined);
      const third = subject.run([2], () => parts++);
      await expect(second).rejects.toMatchObject({ code: 'superseded' });
      await third;
      expect(parts).toBe(4);
      expect(memory().numTensors).toBe(before);
    });
  });
});

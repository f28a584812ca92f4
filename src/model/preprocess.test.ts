import { describe, expect, test } from 'vitest';
import { cropRuleAt, IMAGENET_NORMALISATION, normalise } from './preprocess.ts';

test('bytes are brought to the scale of training, channel by channel', () => {
  const crop = Uint8Array.of(0, 128, 255, 255, 0, 1);
  const { mean, std } = IMAGENET_NORMALISATION;
  const expected = Array.from(crop, (byte, i) => (byte / 255 - mean[i % 3]) / std[i % 3]);
  expect([...normalise(crop, IMAGENET_NORMALISATION)]).toEqual([...Float32Array.from(expected)]);
});

describe('another input size', () => {
  const rule = (resizeShorterSide: number, centreCrop: number) => ({
    resizeShorterSide,
    centreCrop,
  });

  test('keeps the published rule published: int(size · 256 / 224)', () => {
    expect(cropRuleAt(96, rule(256, 224))).toEqual(rule(109, 96));
    expect(cropRuleAt(96, rule(73, 64))).toEqual(rule(109, 96));
  });

  test('carries another rule over in proportion', () => {
    expect(cropRuleAt(96, rule(128, 128))).toEqual(rule(96, 96));
    expect(cropRuleAt(192, rule(160, 128))).toEqual(rule(240, 192));
    expect(cropRuleAt(128, rule(160, 128))).toEqual(rule(160, 128));
  });

  test('never resizes to less than is cut out', () => {
    expect(cropRuleAt(97, rule(100, 224))).toEqual(rule(97, 97));
  });
});

/**
 * A plain ViT written a second time, in loops over numbers: timm's layouts, no tensor library, nothing folded or fused.
 * Slow and independent, to check the real one against.
 */
import type { NamedArrays } from '../checkpoint/named-array.ts';
import { gelu } from './reference-vheat.ts';

type Token = Float32Array;

/**
 * Logits of one picture.
 * @param arrays a state_dict with timm's names
 * @param input normalised pixels, channels first, [3, S, S]
 */
export function referenceVit(
  arrays: NamedArrays,
  input: Float32Array,
  { heads }: { readonly heads: number },
): Float32Array {
  const get = (key: string) => {
    const array = arrays.get(key);
    if (!array) throw new Error(`no ${key}`);
    return array;
  };
  const linear = (x: Token, key: string): Token => {
    const { data } = get(`${key}.weight`);
    return get(`${key}.bias`).data.map((bias, o) =>
      x.reduce((sum, value, i) => sum + data[o * x.length + i] * value, bias),
    );
  };
  const norm = (x: Token, key: string): Token => {
    const mean = x.reduce((a, b) => a + b, 0) / x.length;
    const variance = x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / x.length;
    const [weight, bias] = [get(`${key}.weight`).data, get(`${key}.bias`).data];
    return x.map((value, c) => ((value - mean) / Math.sqrt(variance + 1e-6)) * weight[c] + bias[c]);
  };
  const sum = (a: Token, b: Token): Token => a.map((value, c) => value + b[c]);

  let tokens = embed(input, get('patch_embed.proj.weight'), get('patch_embed.proj.bias').data);
  tokens = [get('cls_token').data, ...tokens];
  const positions = get('pos_embed').data;
  tokens = tokens.map((token, n) =>
    token.map((value, c) => value + positions[n * token.length + c]),
  );
  for (let layer = 0; arrays.has(`blocks.${layer}.norm1.weight`); layer++) {
    const key = `blocks.${layer}`;
    const mixed = attend(
      tokens.map((token) => linear(norm(token, `${key}.norm1`), `${key}.attn.qkv`)),
      heads,
    );
    tokens = tokens.map((token, n) => sum(token, linear(mixed[n], `${key}.attn.proj`)));
    tokens = tokens.map((token) => {
      const hidden = linear(norm(token, `${key}.norm2`), `${key}.mlp.fc1`).map(gelu);
      return sum(token, linear(hidden, `${key}.mlp.fc2`));
    });
  }
  return linear(norm(tokens[0], 'norm'), 'head');
}

/** One token per patch, row by row; weight [C, 3, p, p]. */
function embed(
  input: Float32Array,
  { shape, data }: { readonly shape: readonly number[]; readonly data: Float32Array },
  bias: Float32Array,
): Token[] {
  const [, channels, patch] = shape;
  const size = Math.sqrt(input.length / channels);
  const tokens: Token[] = [];
  for (let top = 0; top < size; top += patch)
    for (let left = 0; left < size; left += patch)
      tokens.push(
        bias.map((start, o) => {
          let total = start;
          for (let c = 0; c < channels; c++)
            for (let y = 0; y < patch; y++)
              for (let x = 0; x < patch; x++)
                total +=
                  data[((o * channels + c) * patch + y) * patch + x] *
                  input[(c * size + top + y) * size + left + x];
          return total;
        }),
      );
  return tokens;
}

/** softmax(QKᵀ/√d)·V, head by head; each token holds q, k and v one after the other. */
function attend(tokens: readonly Token[], heads: number): Token[] {
  const width = tokens[0].length / 3;
  const depth = width / heads;
  return tokens.map((query) => {
    const mixed = new Float32Array(width);
    for (let at = 0; at < width; at += depth) {
      const scores = tokens.map((key) => {
        let score = 0;
        for (let i = at; i < at + depth; i++) score += query[i] * key[width + i];
        return Math.exp(score / Math.sqrt(depth));
      });
      const total = scores.reduce((a, b) => a + b, 0);
      for (const [n, value] of tokens.entries())
        for (let i = at; i < at + depth; i++)
          mixed[i] += (scores[n] / total) * value[2 * width + i];
    }
    return mixed;
  });
}

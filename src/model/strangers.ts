import type { NamedArrays } from '../checkpoint/named-array.ts';
import { WeightsError, type StrangeModel } from './error.ts';

/** Keys that give an architecture away, the more telling ones first. */
const STRANGERS: readonly (readonly [key: RegExp, model: StrangeModel])[] = [
  [/^(backbone|encoder)\.layers\.0\.0\.op\./, 'vheat-detector'],
  [/layers\.0\.0\.op\.(dwconv|to_k|k_exp)/, 'vheat-inside'],
  [/\.relative_position_bias_table$/, 'swin'],
  [/\.(A_logs|x_proj_weight)$/, 'vmamba'],
  [/^downsample_layers\.\d|\.conv_dw\.weight$|\.dwconv\.weight$/, 'convnext'],
  [/^(visual|vision_model|text_model|transformer\.resblocks)\./, 'clip'],
  [/^(vit|deit)\.encoder\.layer\./, 'vit-hugging-face'],
  [/^encoder\.layers\.encoder_layer_0\./, 'vit-torchvision'],
  [/^(backbone|encoder|model)\.blocks\.0\.attn\.qkv\./, 'vit-inside'],
  [/^(backbone\.|encoder\.|model\.)?layer1\.0\.conv1\.weight$/, 'resnet'],
  [/^(conv_stem|_conv_stem|blocks\.0\.0\.conv_pw)\./, 'efficientnet'],
  [/^features\.0(\.0)?\.weight$/, 'convolutional-torchvision'],
  [/\.(q_proj|k_proj|self_attn)\.|^(bert|gpt|wte|h\.0)\b/, 'language-model'],
];

/** Keys that each supported architecture begins with. */
const EXPECTED = ['patch_embed.conv1.weight', 'layers.0.0.op.dwconv.weight'];

/** The error for weights of neither a vHeat nor a ViT, which names what they look like. */
export function stranger(arrays: NamedArrays): WeightsError {
  const keys = [...arrays.keys()];
  const faults = { missing: EXPECTED, unexpected: keys, wrongShape: [] };
  for (const [pattern, looksLike] of STRANGERS) {
    const key = keys.find((candidate) => pattern.test(candidate));
    if (key !== undefined) return new WeightsError('wrong-model', { looksLike, key, keys: faults });
  }
  return new WeightsError('wrong-model', { looksLike: null, key: null, keys: faults });
}

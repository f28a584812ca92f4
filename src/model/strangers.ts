import type { NamedArrays } from '../checkpoint/named-array.ts';
import { WeightsError } from './nn/state-dict.ts';

/** Keys that give an architecture away, the more telling ones first. */
const STRANGERS: readonly (readonly [key: RegExp, name: string])[] = [
  [/^(backbone|encoder)\.layers\.0\.0\.op\./, 'a vHeat detector or segmenter'],
  [/layers\.0\.0\.op\.(dwconv|to_k|k_exp)/, 'a vHeat inside another model'],
  [/\.relative_position_bias_table$/, 'a Swin Transformer'],
  [/\.(A_logs|x_proj_weight)$/, 'a VMamba'],
  [/^downsample_layers\.\d|\.conv_dw\.weight$|\.dwconv\.weight$/, 'a ConvNeXt'],
  [/^(visual|vision_model|text_model|transformer\.resblocks)\./, 'a CLIP'],
  [/^(vit|deit)\.encoder\.layer\./, 'a ViT with Hugging Face names'],
  [/^encoder\.layers\.encoder_layer_0\./, 'a ViT with torchvision names'],
  [/^(backbone|encoder|model)\.blocks\.0\.attn\.qkv\./, 'a ViT inside another model'],
  [/^(backbone\.|encoder\.|model\.)?layer1\.0\.conv1\.weight$/, 'a ResNet'],
  [/^(conv_stem|_conv_stem|blocks\.0\.0\.conv_pw)\./, 'an EfficientNet'],
  [/^features\.0(\.0)?\.weight$/, 'a convolutional network with torchvision names'],
  [/\.(q_proj|k_proj|self_attn)\.|^(bert|gpt|wte|h\.0)\b/, 'a language model'],
];

/** Keys that each supported architecture begins with. */
const EXPECTED = ['patch_embed.conv1.weight', 'layers.0.0.op.dwconv.weight'];

/** The error for weights of neither a vHeat nor a ViT, which names what they look like. */
export function stranger(arrays: NamedArrays): WeightsError {
  const keys = [...arrays.keys()];
  for (const [pattern, name] of STRANGERS) {
    const key = keys.find((candidate) => pattern.test(candidate));
    if (key !== undefined) return wrongModel(`looks like ${name} (it has ${key})`, keys);
  }
  const some = keys.slice(0, 3).join(', ');
  return wrongModel(`is of an architecture this app does not know (its keys begin ${some})`, keys);
}

function wrongModel(what: string, unexpected: readonly string[]): WeightsError {
  return new WeightsError(
    'wrong-model',
    `This ${what}; expected a vHeat classifier or a plain ViT or DeiT with timm names. Open a checkpoint of one of those.`,
    EXPECTED,
    unexpected,
  );
}

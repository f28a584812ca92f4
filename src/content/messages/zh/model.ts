import type { Messages, ParamsOf } from '../messages.ts';
import { count, shaped, sides } from '../notation.ts';

type Strange = NonNullable<ParamsOf<'wrong-model'>['looksLike']>;

const STRANGERS: Record<Strange, string> = {
  'vheat-detector': ' vHeat 检测或分割模型',
  'vheat-inside': '嵌在另一个模型里的 vHeat',
  swin: ' Swin Transformer',
  vmamba: ' VMamba',
  convnext: ' ConvNeXt',
  clip: ' CLIP',
  'vit-hugging-face': '采用 Hugging Face 键名的 ViT',
  'vit-torchvision': '采用 torchvision 键名的 ViT',
  'vit-inside': '嵌在另一个模型里的 ViT',
  resnet: ' ResNet',
  efficientnet: ' EfficientNet',
  'convolutional-torchvision': '采用 torchvision 键名的卷积网络',
  'language-model': '语言模型',
};

const VARIANTS: Record<
  Exclude<ParamsOf<'vit-variant'>['variant'], 'positions-shape'>,
  (key: string) => string
> = {
  distilled: (key) => `蒸馏版 DeiT（含有 ${key}）`,
  'register-tokens': (key) => `带寄存器词元（register token）的 ViT（含有 ${key}）`,
  'layer-scale': (key) => `带 LayerScale 的 ViT（含有 ${key}）`,
  'qk-norm': (key) => `对查询和键做归一化的 ViT（含有 ${key}）`,
  'average-pool': (key) => `对图块取平均的 ViT（含有 ${key}）`,
  'norm-before': (key) => `在各块之前有归一化的 ViT（含有 ${key}）`,
  'no-positions': (key) => `没有可学习位置编码的 ViT（缺少 ${key}）`,
  'no-class-token': (key) => `没有类别词元（class token）的 ViT（缺少 ${key}）`,
};

type Grid = ParamsOf<'vit-positions'>['grid'];

const grids = (all: readonly Grid[]) => all.map(sides).join('、');

/** Its width first, where it is oblong. */
const pixels = ({ width, height }: ParamsOf<'maps-resized'>['made']) =>
  `${height === width ? width : sides([width, height])} 像素`;

function some(keys: readonly string[]): string {
  const shown = keys.slice(0, 3).join('、');
  return keys.length > 3 ? `${shown} 及另外 ${keys.length - 3} 个` : shown;
}

/** Weights that make no network of ours, and what is told of those that do. */
export const model = {
  'weights-mismatch': ({ network, fault, keys }, say) => {
    if (network === 'vit' && fault === 'beginning')
      return '这些权重构不成 ViT：应有图块嵌入、类别词元及其位置编码。请打开采用 timm 键名的普通 ViT 或 DeiT。';
    const { missing, unexpected, wrongShape } = keys;
    const shapes = wrongShape.map((params) => say({ code: 'wrong-shape', params }));
    const what = {
      beginning: '缺少 patch_embed 和 layers.0.0.op',
      'frequency-maps': '缺少第一阶段的频率嵌入',
      keys: [
        ...(missing.length > 0 ? [`缺少 ${some(missing)}`] : []),
        ...(shapes.length > 0 ? [`形状不符 ${some(shapes)}`] : []),
        ...(unexpected.length > 0 ? [`多出 ${some(unexpected)}`] : []),
      ].join('；'),
    }[fault];
    return `这些权重构不成 ${network === 'vheat' ? 'vHeat' : 'ViT'}：${what}。请打开受支持架构的检查点。`;
  },
  'wrong-shape': ({ key, shape, expected }) =>
    `${key} ${shaped(shape)}（应为 ${shaped(expected)}）`,
  'wrong-model': ({ looksLike, key, keys }) => {
    const what =
      looksLike === null
        ? `这是本应用不认识的架构（键名开头是 ${keys.unexpected.slice(0, 3).join('、')}）`
        : `这看起来是${STRANGERS[looksLike]}（含有 ${key ?? ''}）`;
    return `${what}；本应用需要 vHeat 分类网络，或采用 timm 键名的普通 ViT 或 DeiT。请打开这类检查点。`;
  },
  override: ({ what }) =>
    `${what} 必须是三个${what === 'std' ? '正' : ''}数，依次对应红、绿、蓝。请更正后重新打开文件。`,
  'vit-variant': ({ variant, key, shape }) => {
    const what =
      variant === 'positions-shape'
        ? `位置编码形状为 ${shaped(shape ?? [])} 的 ViT`
        : VARIANTS[variant](key);
    return `这是${what}，本应用无法运行。请打开普通的 ViT 或 DeiT。`;
  },
  'vit-heads': ({ width, heads }) =>
    `宽度为 ${width} 的 ViT 不可能有 ${Number(heads.toFixed(2))} 个注意力头，而文件没有写明有几个。请给出头数。`,
  'vit-positions': ({ positions, grid }) =>
    `这看起来是位置编码不含类别词元的 ViT：${positions} 个位置正好是 ${sides(grid)} 个图块，本应用无法运行。如果其中一个属于类别词元，请说明其余 ${positions - 1} 个如何排列。`,
  'vit-grid': ({ patches, grid: [rows, columns], grids: possible }) =>
    `这个 ViT 的 ${patches} 个图块排不成 ${rows} 行 ${columns} 列。请从 ${grids(possible)} 中选择。`,

  'heads-assumed': ({ heads }) => `文件没有写明注意力头数：按宽度 / 64 = ${heads} 处理。`,
  'grid-assumed': ({ grid, others }) =>
    `文件没有写明 ${grid[0] * grid[1]} 个图块如何排列：按 ${sides(grid)} 处理；也可能是 ${grids(others)}。`,
  'qkv-bias': () => '这个网络的查询、键和值没有偏置：按零处理。',
  'norms-assumed': ({ postNorm, layerScale }) =>
    `文件没有写明归一化的位置：因为它${layerScale ? '有' : '没有'} LayerScale，按${postNorm ? '后置归一化（post-norm，如 vHeat-Small 和 -Base）' : '前置归一化（pre-norm，如 vHeat-Tiny）'}处理。`,
  'layer-scale-contradicted': ({ layerScale }) =>
    `文件中的配置写的是${layerScale ? '没有 LayerScale，权重里却有' : '有 LayerScale，权重里却没有'}：以权重为准。`,
  'classes-contradicted': ({ said, classes }) =>
    `文件中的配置写的是 ${said} 个类别，权重却有 ${classes} 个：以权重为准。`,
  'normalisation-assumed': () =>
    '文件没有写明图片如何归一化：采用 ImageNet 的均值和标准差，与 DeiT 相同；timm 的 augreg ViT 则需要 0.5 和 0.5。',
  backbone: () =>
    '文件中没有分类头：这是骨干网络，可以显示它的热传导或注意力以及感受野，但不给出类别。',
  'maps-resized': ({ made, used }) =>
    `频率嵌入是为 ${pixels(made)}制作的，不能划分成整数个词元：已缩放到 ${pixels(used)}。`,
  'k-bounded': ({ entries }) =>
    `有 ${count(entries)} 个 k 值只知道下界：它们的衰减太小，文件的精度存不下。`,
  'labels-left-out': ({ labels, classes }) =>
    classes === null
      ? `为没有分类头的网络给出了 ${labels} 个类别名：已忽略。`
      : `${classes} 个类别却给出了 ${labels} 个类别名：已忽略，类别以序号显示。`,
} satisfies Partial<Messages>;

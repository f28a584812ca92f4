import type { Words } from '../words.ts';

type Law = Parameters<Words['compare']['heat']['impulse']>[0];

function law({ factor, constant, t }: Law): string {
  const k =
    constant !== null
      ? ` k = ${constant}（代替学到的 k）`
      : `学到的 k ${factor === null ? '' : `× ${factor} `}`;
  return t === null ? k : `${k.trimEnd()}、t = ${t} `;
}

export const compare: Words['compare'] = {
  title: '对比',
  heading: '热传导和注意力有什么不一样？',
  how: '热量在每张照片里都按同一规律扩散，不管经过的是什么。[注意力](attention)在每张照片里重新决定看哪里，为此要比较所有的[图块](patch)对。换一张照片，看哪张图会变。',
  asked: '图块与显示方式',
  numbers: '数值',
  line: {
    rule: '热量在每张照片里都按同一规律扩散；注意力则每次重新决定。',
    reach: '热量一块接一块累积，直到布满整个画面；注意力一步就能看向各处。',
  },
  arriving: {
    heat: (where, share, even) =>
      `热量到达${where === 'here' ? '此处' : '最远角落'}：**${share}**（平均份额 ${even}）`,
    attention: (where, share, even) =>
      `注意力看向${where === 'here' ? '此处' : '最远角落'}：**${share}**（平均份额 ${even}）`,
    why: '热量的每道[波](dct)都横跨整张图，所以只用一个块就能到达最远的角落，尽管很少；各道波有各自的 [k](diffusivity)，彼此没有完全抵消的地方会低于零。',
  },
  reached:
    '每张图下方：画面中至少得到均匀分布十分之一的部分。**逐块累积**的热量一块接一块传下去，直到布满整个画面。',
  allLayers: '所有层，各用单独的色标',

  heat: {
    title: '热传导',
    computing: '正在计算热传导…',
    shownAs: '热传导显示为',
    kinds: {
      impulse: '脉冲',
      reach: '逐块累积',
      source: '实际热量',
      correlation: '相关性',
      gradient: '梯度',
    },
    impulse: (spreadBy) =>
      `在图块处放一份热量，按${law(spreadBy)}扩散，对各通道取平均：总和为 1，对每张照片都相同。`,
    reach:
      '在图块处放一份热量，经过这个块和之前所有的块，块与块之间各通道均匀混合：总和为 1，范围逐块扩大。',
    source: '真实的 U⁰ 在这个图块处发出的热量；取各通道的模长。所有图块的带符号的图加起来就是 Uᵗ。',
    correlation: '传导之后，该图块与其他各处通道向量的余弦：哪些地方变得相似。',
    gradient: '每个像素对该图块处特征的影响：∂s/∂像素 的正部对 RGB 求和，s = Σ ReLU(特征)。',
  },
  attention: {
    title: '注意力',
    computing: '正在计算注意力…',
    shownAs: '注意力显示为',
    kinds: { row: '本层', rollout: 'rollout', gradient: '梯度' },
    row: '在这一层里，该图块读取这张照片其他各图块时所用的权重；不含类别词元。',
    rollout: '这一层和之前各层的注意力连乘，每一步有一半留在原处（Abnar 与 Zuidema）。',
    gradient: '同样的梯度，取自 ViT 最后一个块的末端，在最终归一化之前；不含类别词元。',
  },
  head: { label: '注意力头', mean: '各头平均' },

  block: (stage, block) => `第 ${stage} 阶段第 ${block} 块`,
  layer: (layer) => `第 ${layer} 层`,
  lastBlock: '最后一个块',
  layerOfHead: (layer, head) => `${layer}，第 ${head} 个头`,
  layerOfMean: (layer) => `${layer}，各头平均`,
  strip: (network) => `${network}，所有层`,

  scale: {
    title: '色标',
    kinds: { shared: '共用', own: '单独', log: '对数' },
    correlation: '相关性总用单独的色标，从 −1 到 1。',
    shared: '两张图都画成占总和的份额，按每 16 px 见方计。',
    own: '每张图用自己的单位。',
    log: '每张图按数值的对数上色，低至最亮处的万分之一：用来看微弱的部分。',
  },

  facts: {
    title: '这个图块，这两层',
    distance: { heat: '热传导：平均距离', attention: '注意力：平均距离' },
    within: {
      heat: (pixels) => `热传导：${pixels} px 以内`,
      attention: (pixels) => `注意力：${pixels} px 以内`,
    },
    uniform: '均匀注意力',
  },
  plot: {
    title: '每一层把信息带多远',
    names: { heat: '热传导', attention: '注意力' },
    range: {
      heat: (from, to) => `热传导从 ${from} 到 ${to} px`,
      attention: (from, to) => `注意力从 ${from} 到 ${to} px`,
    },
    here: {
      heat: (pixels) => `热传导 ${pixels} px`,
      attention: (pixels) => `注意力 ${pixels} px`,
      uniform: (pixels) => `均匀注意力 ${pixels} px`,
    },
    between: '，',
    alternative: (range, uniform, here) =>
      `每一层把信息带多远，对所有图块取平均：${range}；均匀注意力 ${uniform} px。从所选图块出发：${here}。`,
    uniform: (pixels) => `均匀，平均 ${pixels}`,
    uniformHere: (pixels) => `均匀，此图块 ${pixels}`,
    first: '第一层',
    last: '最后一层',
    what: '线：对所有图块取平均，以输入像素计。注意力：Σ 权重 · 距离，对各图块求和（Dosovitskiy 等）；小点是各个头。热传导：对每个通道的 |脉冲响应| 用同一公式，再对通道取平均。菱形：当前两张图，只从所选图块出发，与上表相同。',
    sizes: (vheat, size, vit, vitSize) =>
      `${vheat} 看 ${size}，${vit} 看 ${vitSize}：距离以各自网络的输入像素计。`,
  },
};

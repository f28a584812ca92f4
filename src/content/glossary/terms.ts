import type { Words } from '../words.ts';

/** One term of the field, explained in two sentences. */
export interface Term {
  readonly name: Words;
  readonly text: Words;
}

/** What the app's words mean, in the order in which they build on each other. */
export const GLOSSARY = {
  token: {
    name: { en: 'token', zh: '词元（token）' },
    text: {
      en: 'One cell of the grid into which the network divides the photo: 4 pixels wide in stage 1, 32 in stage 4. It holds one number for each channel.',
      zh: '网络把照片划分成网格，每个格子就是一个词元：第 1 阶段宽 4 像素，第 4 阶段宽 32 像素。每个词元在每个通道上有一个数。',
    },
  },
  channel: {
    name: { en: 'channel', zh: '通道' },
    text: {
      en: 'One map of numbers over the token grid: how strongly one learned feature is present at each place. The network works with many channels side by side.',
      zh: '铺在词元网格上的一张数值图：某个学到的特征在各处有多强。网络同时处理许多通道。',
    },
  },
  stage: {
    name: { en: 'stage', zh: '阶段' },
    text: {
      en: 'A run of blocks on one token grid. From stage to stage the grid halves its side and the channels double: coarser in place, richer in meaning.',
      zh: '同一词元网格上的一串块。每进一个阶段，网格边长减半，通道数加倍：位置更粗，含义更丰富。',
    },
  },
  block: {
    name: { en: 'block', zh: '块' },
    text: {
      en: 'One layer of the network: a heat step that mixes places, then a small network that mixes channels at each place. Both add to what was there before.',
      zh: '网络的一层：先用热传导混合各个位置，再用一个小网络在每个位置混合各个通道。两者都加到原有的值上。',
    },
  },
  source: {
    name: { en: 'source U⁰', zh: '热源 U⁰' },
    text: {
      en: 'What enters a block’s heat step: one map per channel, taken for a temperature. Warm colours are values above zero, cold ones below.',
      zh: '进入一个块的热传导步骤的东西：每个通道一张图，当作温度。暖色为正值，冷色为负值。',
    },
  },
  result: {
    name: { en: 'result Uᵗ', zh: '结果 Uᵗ' },
    text: {
      en: 'The same map after heat has been flowing for the time t. It has less fine detail than the source and exactly the same mean.',
      zh: '热量流动了时间 t 之后的同一张图。它比热源少了细节，平均值却完全相同。',
    },
  },
  dct: {
    name: { en: 'DCT', zh: '离散余弦变换（DCT）' },
    text: {
      en: 'The discrete cosine transform writes a map as a sum of standing waves, and says how much of each wave there is. The inverse DCT adds the waves up again.',
      zh: '离散余弦变换把一张图写成驻波之和，并给出每种波有多少。逆 DCT 再把这些波加起来。',
    },
  },
  spectrum: {
    name: { en: 'spectrum', zh: '频谱' },
    text: {
      en: 'The amounts of all waves in a map, drawn as a map of their own: coarse waves top left, fine ones bottom right. The corner top left is the mean.',
      zh: '一张图中各种波的多少，画成另一张图：左上是粗波，右下是细波。最左上角那一格就是平均值。',
    },
  },
  frequency: {
    name: { en: 'frequency ω', zh: '频率 ω' },
    text: {
      en: 'How fast a wave goes up and down across the map: wave number n of N tokens has ω = πn / N. Fine detail is high frequency.',
      zh: '波在图上起伏得多快：N 个词元上的第 n 个波，ω = πn / N。细节就是高频。',
    },
  },
  diffusivity: {
    name: { en: 'diffusivity k', zh: '扩散率 k' },
    text: {
      en: 'How easily heat flows; learned in training, one number for each block, channel and frequency. It is the same at every place and for every photo.',
      zh: '热量流动的难易；由训练学到，每个块、通道和频率各有一个数。它在每个位置、对每张照片都相同。',
    },
  },
  time: {
    name: { en: 'time t', zh: '时间 t' },
    text: {
      en: 'How long heat flows in a heat step. The network itself always uses t = 1; other times are an experiment of yours.',
      zh: '热传导步骤里热量流动多久。网络自己总是用 t = 1；其他时间是你的实验。',
    },
  },
  decay: {
    name: { en: 'decay exp(−ω²kt)', zh: '衰减 exp(−ω²kt)' },
    text: {
      en: 'The factor by which heat flow multiplies each wave. Because of ω² a wave twice as fine fades four times as fast, and where k is near 0 a wave never fades.',
      zh: '热量流动时每道波要乘的因子。由于 ω²，细一倍的波衰减快到四倍；k 接近 0 的波永远不衰减。',
    },
  },
  gate: {
    name: { en: 'gate', zh: '门控' },
    text: {
      en: 'After the heat step each value is multiplied by a factor computed from the photo at that place. Heat itself is blind to content; the gate is where content decides.',
      zh: '热传导之后，每个值再乘以一个由该处内容算出的因子。热量本身不看内容；内容通过门控起作用。',
    },
  },
  impulse: {
    name: { en: 'impulse', zh: '脉冲' },
    text: {
      en: 'One unit of heat at one token and none elsewhere. What becomes of it shows how far and in which shape a block spreads information.',
      zh: '只在一个词元处放一份热量，别处没有。它的去向显示一个块把信息传播多远、呈什么形状。',
    },
  },
  spread: {
    name: { en: 'spread', zh: '扩散范围' },
    text: {
      en: 'The mean distance that heat has travelled from its source, in pixels of the photo. After the time t it is about √(2kt) tokens along each axis.',
      zh: '热量离开热源的平均距离，以照片像素计。经过时间 t，沿每个轴大约是 √(2kt) 个词元。',
    },
  },
  convolution: {
    name: { en: 'convolution', zh: '卷积' },
    text: {
      en: 'A small filter, here 3 × 3 tokens, applied at every place. It sees its neighbours only; that is what is left of vHeat at t = 0.',
      zh: '在每个位置应用的小滤波器，这里是 3 × 3 个词元。它只看得到邻居；t = 0 时 vHeat 就只剩下它。',
    },
  },
  receptiveField: {
    name: { en: 'receptive field', zh: '感受野' },
    text: {
      en: 'The part of the photo that can change one cell of the network. The effective receptive field says how strongly each pixel does, measured by the gradient.',
      zh: '照片中能够改变网络某个单元的部分。有效感受野还说明每个像素影响多大，用梯度测得。',
    },
  },
  attention: {
    name: { en: 'attention', zh: '注意力' },
    text: {
      en: 'The other way to mix places: each patch compares itself with every other and takes from those that fit. The weights are computed anew for each photo.',
      zh: '混合各个位置的另一种方法：每个图块与所有图块比较，从合适的那些取信息。权重对每张照片重新计算。',
    },
  },
  head: {
    name: { en: 'head', zh: '注意力头' },
    text: {
      en: 'One of several attentions that run side by side in a layer, each with its own idea of what fits. The view shows one head or the mean of all.',
      zh: '一层里并行的几个注意力之一，各有各的“合适”标准。视图显示其中一个头，或所有头的平均。',
    },
  },
  patch: {
    name: { en: 'patch', zh: '图块' },
    text: {
      en: 'A square of the photo, 16 pixels wide, that attention treats as one token. Choose one by clicking on the photo.',
      zh: '照片上 16 像素宽的一个方块，注意力把它当作一个词元。点击照片即可选择。',
    },
  },
  cost: {
    name: { en: 'N^1.5', zh: 'N^1.5' },
    text: {
      en: 'The work of a heat step on N tokens: each of N values needs √N products, four times over. Attention needs a product for each of N · N pairs.',
      zh: '在 N 个词元上做一次热传导的计算量：N 个值各需 √N 次乘法，共四遍。注意力对 N · N 个对都要做乘法。',
    },
  },
} as const satisfies Record<string, Term>;

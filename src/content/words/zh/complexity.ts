import type { Words } from '../words.ts';

export const complexity: Words['complexity'] = {
  title: '复杂度',
  question: '要看到全局，代价是多少？',
  answer: [
    '**注意力**用全部 N 个值算出每一个值：各需 N 次乘法，共两遍（先比较[词元](token)，再汇总），合计 2 · N · N。',
    '**热传导**把图变成波（[DCT](dct)），先沿行、再沿列，然后变回来：N 个值各需 √N 次乘法，共四遍，合计 4 · N · √N，也就是按 [N^1.5](cost) 增长。',
    '图像边长加倍，N 变为 4 倍：注意力的计算量变为 16 倍，热传导变为 8 倍。',
  ],
  side: '图像尺寸与代价',
  imageSize: '图像尺寸',
  parts: {
    heat: '热传导',
    attention: '注意力',
    heatLayer: '热传导层',
    attentionLayer: '注意力层',
  },
  theory: { heat: '1.5', attention: '2', heatLayer: '1 到 1.5', attentionLayer: '1 到 2' },
  facts: {
    at: (pixels, side, ratio) =>
      `${pixels} px 的图像有 ${side} × ${side} = ${side * side} 个词元。要混合它们，注意力的乘加次数是热传导的 **${ratio} 倍**。`,
    caption: (pixels) => `${pixels} px 时的一层`,
    heat: '热传导',
    attention: '注意力',
    mixing: '混合，乘加次数',
    layer: '整层，乘加次数',
    memory: '混合，内存',
    mixingTime: '混合，本机用时',
    layerTime: '整层，本机用时',
    note: (channels, heads) =>
      `每层 ${channels} 个通道，注意力有 ${heads} 个头。内存：混合时最大的 float32 数组，由公式得出：热传导是每个频率和通道的衰减，注意力是每对词元、每个头的得分。`,
  },
  time: {
    title: '本机用时',
    unmeasured: '预热后重复运行的中位数。对数坐标。',
    measured: (device) => `${device}。预热后重复运行的中位数。`,
  },
  exact: {
    title: '乘加次数，精确值',
    note: '同样的层，由公式得出。N 的幂在图上是一条直线。',
  },
  plot: {
    described: (title, tokens, summary) => `${title}，词元数 ${tokens}。${summary}。`,
    grows: (name, exponent) => `${name}按 N 的 ${exponent} 次方增长`,
    incomplete: (name, sizes) => `${name}：${sizes}`,
    separator: '，',
    sizes: (measured, sizes) => `${sizes} 个尺寸中的 ${measured} 个`,
    noisy: '噪声太大',
    exponents: (title) => `${title}：指数`,
    fitted: '拟合指数',
    theory: '理论值',
  },
  run: {
    measure: '在本机上测量',
    again: '重新测量',
    measuring: '正在测量…',
    label: '测量',
    progress: '已测量',
    cancel: '取消',
    done: (device, spread) => `测量环境：${device}。通常一半的运行与中位数相差不超过 ±${spread}。`,
    leftOut: (list) => `因为会超过 20 秒而略去：${list.join('；')}。`,
    one: (part, pixels) => `${part}，${pixels} px`,
    cancelled: '已取消：曲线显示已测得的部分。',
  },
  doubts: {
    noisy: (spread) =>
      `噪声太大，指数不可靠：通常一半的运行与中位数相差可达 ±${spread}。请关掉其他程序后再测一次。`,
    one: (part, pixels, mixing, layer) => `${part}，${pixels} px（${mixing} 对 ${layer}）`,
    all: (list) =>
      `有的混合步骤比它所在的整层用时还长：${list.join('；')}。这样大小的差别在这里只是噪声；请关掉其他程序后再测一次。`,
  },
  published: {
    title: '论文数据：准确率与速度',
    described: (title, conditions, summary) => `${title}，${conditions}。${summary}。`,
    one: (name, accuracy, speed) => `${name} ${accuracy} %，每秒 ${speed} 张`,
    separator: '；',
    axis: '每秒图像数',
    conditions: 'ImageNet-1k，224 px，一块 NVIDIA A100',
    source: (conditions, source) => `${conditions}。出处：${source}。不是在这里测得的。`,
  },
  why: {
    title: '为什么整层更接近 1',
    mixing: ([small, large], heat, attention) =>
      `混合步骤前后是线性层。线性层一次只看一个词元，计算量按 N¹ 增长。${small} px 时，混合只占热传导层乘加次数的 ${heat[0]}，${large} px 时占 ${heat[1]}；在注意力层中则是 ${attention[0]} 和 ${attention[1]}。`,
    network: (small, large) =>
      `就整个 vHeat-T 而言，热传导算子在 224 px 时占乘加次数的 ${small}，在 768 px 时占 ${large}：图像再大，看到全局的代价仍然不高。`,
    slopes:
      '拟合指数是对数坐标上的斜率，对所有点作最小二乘。如果启动一次计算比计算本身还费时（例如 GPU 上词元很少时），测得的斜率会比理论平缓；数组大到超出缓存时则更陡。',
  },
};

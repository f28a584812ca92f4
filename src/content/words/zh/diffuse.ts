import type { Words } from '../words.ts';

export const diffuse: Words['diffuse'] = {
  title: '热扩散',
  subject: { label: '热传导的对象', network: '特征图', pixels: '像素实验室' },
  sides: { prediction: '预测', network: '网络', networkAndK: '网络与 k' },
  waiting: '正在等待网络…',

  heading: (stage, block, channel) => `第 ${stage} 阶段 · 第 ${block} 块 · 第 ${channel} 通道`,
  place: (stage, block, channel) => `第 ${stage} 阶段，第 ${block} 块，第 ${channel} 通道`,
  elsewhere: (reach) => `与训练时相同：t 和 k 作用于${reach}`,

  source: { label: '热源', whole: '整张图', impulse: '脉冲', patch: '图块' },

  figures: {
    signed: '带符号',
    source: {
      title: '热源 U⁰',
      caption: (rows, columns) =>
        `这个块的热传导步骤的输入，即[热源 U⁰](source)：一个[通道](channel)的图，${rows}×${columns} 个[词元](token)各有一个值。暖色为正，冷色为负。`,
    },
    point: {
      title: '点热源',
      caption: '热量全在一个[词元](token)里，别处没有。任何一张图都是这样的点之和。',
    },
    spectrum: {
      whole: 'U⁰ 的频谱',
      impulse: '脉冲的频谱',
      patch: '图块的频谱',
      unit: '|DCT|',
      caption:
        '同一张图写成驻波之和，即它的 [DCT](dct)：每道波有多少，左上是低频波，右下是高频波。指向一格，就能看到那道波。',
    },
    decay: {
      title: '还剩多少',
      unit: 'exp(−ω²kt)',
      caption:
        '经过[时间 t](time)之后，每道波剩下的比例。由于 [ω 取平方](decay)，频率加倍的波衰减速度变为四倍；学到的 k 接近 0 的波永远不衰减，这是训练的选择。',
    },
    result: {
      title: '结果 Uᵗ',
      whole:
        '热传导步骤的输出，即[结果 Uᵗ](result)：把剩下的波加起来。每道波都横跨整张图，所以每个词元的热量都会有一点到达其他任何地方。',
      point:
        '这份热量变成的[结果 Uᵗ](result)：剩下的每道波都横跨整张图，所以处处都得到一点。各道波的 k 不同，不能完全抵消的地方就低于零。',
    },
    k: {
      title: '学到的 k',
      unit: 'ω_y ↓，ω_x →',
      caption: '这个通道的每道波学到的[扩散率](diffusivity)：接近 0 的地方，波一直保留。',
    },
  },

  means: {
    before: '热源的平均值',
    now: '结果的平均值',
    kept: '热量只是流动，没有丢失。',
  },

  channels: {
    label: '通道',
    title: (channels) => `全部 ${channels} 个通道，实时`,
    picture: (channels) => ({
      name: `全部 ${channels} 个通道`,
      caption: '这个块的每个通道，各自以自己的扩散率传导，或者都用设定的那一个。',
    }),
    sort: '通道排序',
    sorts: { meanK: '平均 k', energy: '能量', spread: '扩散范围', number: '编号' },
    each: '每个通道按自己的扩散率传导；点击一个，看看里面。',
    constant: (k) => `所有通道都按 k = ${k} 传导；点击一个，看看里面。`,
    some: (shown, channels) =>
      `没有用 GPU 绘制：${channels} 个通道中只有前 ${shown} 个随时间更新。`,
    one: (channel, meanK) => `第 ${channel} 通道，平均 k ${meanK}`,
  },

  prediction: {
    label: '当前设置下的预测',
    title: '当前 t 和 k 下的预测',
    without: '不经热传导的预测',
    of: (model) => `${model} 的预测`,
    attends:
      '它用注意力，不传导热，所以 t 和 k 不会改变它。在“模型”中选一个 vHeat，就能看到 t 和 k 的作用。',
  },

  curve: {
    title: '决定在哪里翻转',
    label: '横轴',
    axes: { kt: 'k · t', constant: '统一的 k' },
    trained: '1（训练时）',
    upTo: (probability) => `最高 ${probability}`,
    winsFrom: (at) => `从 ${at} 起胜出`,
    asking: (axis) => `网络正在沿 ${axis} 逐点作答…`,
    noNumbers: (axis) => `沿 ${axis} 得不到数值。`,
    limits:
      '**t = 0** 时热量不流动，只剩下[卷积](convolution)：每处只得到邻近的信息，网络只能凭纹理判断；这比瞎猜好，但对多数照片不够。**t = 16** 时热量流动得比训练时久，每张图只留下最缓的波；绕过热传导步骤的信息不变。个别照片会更确定，多数略差：“鲁棒性”里有统计。',
    story: (axis, first, flips, more) =>
      flips.length === 0
        ? `沿整条 ${axis} 都是 ${first}。`
        : `${first}${flips.map(({ at, to }) => `，从 ${axis} ≈ ${at} 起是 ${to}`).join('')}${
            more > 0 ? `，此后还翻转 ${more} 次` : ''
          }。`,
  },

  diffusivity: {
    title: '扩散率',
    reset: '恢复训练值',
    kind: '扩散率的种类',
    learned: '学到的 k ×',
    constant: '统一的 k',
    slider: '扩散率 k',
    factor: (k) => `${k} ×`,
    timesLearned: (k) => `学到的 k 的 ${k} 倍`,
    everywhere: (k) => `每个频率都是 k = ${k}`,
    scope: '时间和扩散率作用于',
    scopes: { block: '这个块', stage: '阶段', network: '整个网络' },
    learnt:
      '[k](diffusivity) 是训练学到的：随块、通道和波而变，不随位置变，也不随照片变。网络总是只走一步，[t = 1](time)；其他时间都是你的实验。',
    means: {
      title: '学到的 k 的平均值',
      channel: (channel) => `第 ${channel} 通道，对它的各道波`,
      block: '这个块，对它的各个通道',
      network: '整个网络，逐块',
      range: (low, high) => `${low} – ${high}`,
    },
  },

  network: {
    title: '网络',
    label: '块',
    stage: (stage) => `第 ${stage} 阶段`,
    block: (stage, block, meanK) => `第 ${stage} 阶段，第 ${block} 块，平均 k ${meanK}`,
    legend: '学到的 k 的平均值',
    note: '每个块一种颜色：它的 k 对所有通道和波的平均。颜色越暖的块，热量传得越远。',
  },

  display: {
    title: '颜色与色标',
    signed: {
      name: '带符号的图',
      label: '带符号的图的颜色',
      theme: '蓝 · 红',
      'purple-orange': '紫 · 橙',
    },
    magnitude: {
      name: '幅值',
      label: '幅值的颜色',
      inferno: 'inferno',
      cividis: 'cividis',
      grey: '灰度',
    },
    range: {
      name: '色标',
      label: '色标范围',
      source: 'max |U⁰|',
      shared: '整个块',
      own: '单独',
    },
    law: { name: '刻度', label: '色标的刻度', linear: '线性', log: '对数' },
    smooth: { name: '词元之间', label: '插值', smooth: '平滑', pixel: '方格' },
  },

  lab: {
    title: '把照片看作热',
    pixels: '像素',
    law: '每个像素都是一个温度。热量从热处流向冷处，细节最先消失：exp(−[ω](frequency)²kt)。',
    prediction: {
      title: '当前 t 下，对未经扰动的照片的预测',
      note: '这里热量只在画面中流动。网络看到的仍是原来的照片；t 和 k 作用于网络内部的图。',
    },
    k: (k) => `k = ${k} px² / 单位时间`,
    means: { before: '拍摄时的平均亮度', now: '现在的平均亮度' },
    picture: (size) => `Uᵗ，${size} × ${size} 像素`,
    photo: '照片',
    spreadOf: (pixels, size) => `热量扩散了 ${pixels} 像素之后的照片（边长 ${size} 像素）`,
    place: (size) => `${size} × ${size} 像素`,
    spectrum: {
      title: '频谱',
      unit: '亮度的 |DCT|',
      caption:
        '照片写成驻波之和，即它的 [DCT](dct)：每道波还剩多少，左上是低频波，右下是高频波。指向一格，就能看到那道波；每道波都横跨整幅画面。',
    },
    cut: '横切照片的线',
    row: (row, size) => `第 ${row} 行，共 ${size} 行`,
    section: {
      title: '沿着这条线',
      readOut: '亮度：原来与现在',
      describe: '沿线的亮度：随着热量流动，它向平均值变平',
    },
  },
};

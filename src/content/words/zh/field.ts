import type { Words } from '../words.ts';

const NAMES = { vheat: 'vHeat', vit: 'ViT' };

export const field: Words['field'] = {
  title: '感受野',
  heading: '一个单元能看多远？',
  how: '所标单元的[感受野](receptiveField)：像素越亮，对那里的值影响越大。白框：含有其中 20、30、50、99 % 的正方形；蓝线：围住一半的轮廓，已平滑；虚线框：只靠[卷积](convolution)最多能看到的宽度。',
  line: {
    log10: '取 log₁₀：主体在哪里。白框内含有 20、30、50、99 %。',
    pow02: '取 0.2 次幂：同样的数据，微弱的尾部也现出来，看它延伸到多远。',
  },
  half: (side) => `一半所在的方框：**${side} px**`,
  asked: '单元与照片',
  numbers: '数值',

  cell: {
    title: '单元',
    middle: '网格正中的单元；若正中是四个单元的交点，取右下那个。点击照片或用方向键另选一个。',
    chosen: '所选的点落在其中的单元。',
    reset: '正中',
  },
  stage: { title: 'vHeat：取自哪个阶段的末端', label: '阶段' },
  photos: {
    title: '照片',
    current: '当前这张',
    samples: (count) => `全部 ${count} 张示例`,
    own: (count) => `你的 ${count} 张`,
    average: '对多张照片取平均…',
    files: '对你的照片取平均',
  },
  norm: {
    title: '归一化',
    names: { log10: 'log₁₀：主体', pow02: '0.2 次幂：微弱的尾部' },
    short: { log10: 'log₁₀', pow02: '0.2 次幂' },
    what: '同一次测量，两种看法：log₁₀（RepLKNet 论文所用）显示主体在哪里；0.2 次幂（VMamba 论文所用）把微弱的尾部抬起来，看它延伸到多远。两者的比例不能互相比较。',
  },
  training: {
    title: '训练',
    after: '训练后',
    both: '训练前与训练后',
    before: (k) =>
      `训练前：形状相同，权重为固定种子的随机数（σ = 0.02，卷积按 PyTorch 初始化）。${
        k === null
          ? '这时 k 接近 0，所以未训练的 vHeat 几乎不导热。'
          : `这时 k 本来接近 0；旋钮起作用的地方改用 k = ${k}。`
      }`,
  },

  runs: {
    label: '感受野',
    done: '已完成的照片',
    cancel: '取消',
    cancelled: '已取消：图中是已完成的照片。',
    cancelledBefore: '第一张照片完成之前已取消。',
    computing: '正在计算…',
    loading: '正在载入网络…',
  },
  of: ({ network, trained }) => `训练${trained ? '后' : '前'}的 ${NAMES[network]}`,
  ofShort: ({ network, trained }) => `${NAMES[network]} 训练${trained ? '后' : '前'}`,
  endOfStage: (stage) => `第 ${stage} 阶段末端`,
  endOfLastBlock: '最后一块末端',
  caption: (images, size, skipped) =>
    `${images} 张照片的平均，输入 ${size}${skipped > 0 ? `，略去 ${skipped} 张` : ''}：每个像素对该单元的贡献，即 ∂s/∂像素 的正部对 RGB 求和，s = Σ ReLU(特征)。`,

  table: {
    caption: (of, size, images, norm) => `${of}：输入 ${size}，${images} 张照片，${norm}`,
    share: (percent) => `含 ${percent} %`,
    published: '论文算法',
    notReached: '未达到',
    sides:
      '边长以输入像素计，面积为其占输入的比例：以单元中心为中心、在画面边缘截断、所含归一化图的份额超过该值的最小正方形。论文算法：以画面正中为中心的正方形的面积，原方法就是对正中的单元这样计算。',
    unreached: (norm) =>
      `未达到：论文算法的正方形不超出画面，最大的一个所含仍然不够。${
        norm === 'pow02'
          ? '0.2 次幂把最暗的像素抬到接近最亮的，整张图近乎均匀，正方形所含的份额只比它的面积比例略多。'
          : ''
      }`,
  },
  theory: {
    title: '各阶段末端的边长',
    convolutions: '只靠卷积',
    measured: '实测',
    stage: (stage) => `第 ${stage} 阶段`,
    measure: '测量每个阶段',
    measuring: '正在测量…',
    what: '只靠卷积：没有热传导时最多能看到的范围。实测：含有 99 % 的正方形。',
  },
  plot: {
    title: '半径以内的贡献',
    half: (of, radius) => `${of}：一半在 ${radius} px 以内`,
    between: '；',
    alternative: (summary) => `半径以内的贡献。${summary}。`,
  },
};

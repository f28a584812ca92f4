import type { Words } from '../words.ts';

export const maps: Words['maps'] = {
  noNumber: '非数值',
  positive: '正',
  negative: '负',
  and: '，',

  token: (row, column) => `第 ${row + 1} 行，第 ${column + 1} 列`,

  cursor: (name) => `用方向键读取：${name}`,
  nowhere: '尚未选定位置',

  wave: (down, across) => `这道波：竖直方向 ${down} 个半波，水平方向 ${across} 个半波`,
  noWave: '不是波：整张图的平均值',

  log: '对数',
  ownScale: '单独色标',

  units: {
    impulse: '每个词元所占的热量',
    reach: '每个词元所占的热量',
    source: '热量在各通道上的范数',
    correlation: '余弦',
    gradient: 'Σ ReLU(∂s/∂像素)',
    attention: '注意力权重',
    rollout: 'rollout 权重',
    shared: (patch) => `每 ${patch} px 见方占总量的比例`,
  },

  everywhere: (name, value) => `${name}：处处为 ${value}。`,
  describe: (name, { low, high, peak, sign, place, share }) =>
    `${name}：从 ${low} 到 ${high}，最强处 ${peak}${sign === null ? '' : `（${sign}）`}，` +
    `位于${place}；其中 ${share} 的面积超过峰值的一半。`,
  underOnePercent: '不到 1 %',

  film: {
    entry: '时间的影片…',
    title: (of) => `${of}的影片`,
    what: '时间从 0 到 64，沿时间轴等步前进；每一帧都会画出，不管需要多久。',
    kind: '格式',
    kinds: { gif: 'GIF', webm: 'WebM', mp4: 'MP4' },
    missing: (kinds) => `这个浏览器没有 ${kinds} 的编码器。`,
    size: '尺寸',
    pixels: (side) => `${side} px`,
    rate: '每秒帧数',
    length: '时长',
    seconds: (seconds) => `${seconds} 秒`,
    loop: '循环',
    frames: (frames) => `${frames} 帧`,
    time: (t) => `t = ${t}`,
    make: '制作影片',
    making: '正在制作影片',
    cancel: '取消',
  },

  export: {
    name: (of) => `导出：${of}`,
    button: '导出',
    copyCsv: '复制为 CSV',
    copied: '已复制',
    refused: '此处不允许复制',
    kinds: {
      png: 'PNG',
      png2: 'PNG，2×',
      png4: 'PNG，4×',
      svg: 'SVG，文字可编辑',
      csv: 'CSV 文件',
      json: 'JSON',
      npy: 'NPY，float32',
    },
  },

  loadingCancelled: '载入已取消。重新打开这个视图即可载入。',
  notServed: (network) => `本应用没有附带 ${network}。`,
};

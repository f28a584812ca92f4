import type { Words } from '../words.ts';

/** Terms that the app's own networks and downloads come with; all others are in their authors' words. */
const TERMS: Partial<Record<string, string>> = {
  'ImageNet terms: trained on ImageNet pictures, for non-commercial research and education':
    'ImageNet 条款：用 ImageNet 图片训练，仅供非商业的研究和教育使用',
  'Published by the authors of vHeat without a licence: for your own study only.':
    '由 vHeat 的作者发布，没有许可证：仅供自己学习研究。',
};

export const models: Words['models'] = {
  title: '模型',
  preparing: '正在准备网络…',
  list: {
    origins: {
      app: '内置',
      address: '来自网址',
      kept: '已记住',
      opened: '离开页面前有效',
    },
    current: '正用于分类',
    remember: '记住',
    rememberNamed: (name) => `在此浏览器中记住 ${name}`,
    remove: (name) => `移除 ${name}`,
    open: '打开检查点',
    address: '模型网址',
    hint: '可以打开 vHeat、以它为骨干的检测或分割网络，或普通 timm ViT、DeiT 的 .pth、.pt 或 .safetensors 文件；分成几个文件的请一起打开，也可以拖放到任何地方。文件在这台设备上只作为数据读取：不执行其中任何内容，也不上传。',
  },
  address: {
    title: '按网址载入模型',
    label: 'config.json 的网址',
    hint: '它所在的文件夹由 “npm run model -- convert” 写出。服务器必须允许其他页面读取（CORS）。每一部分都用 SHA-256 校验。',
    load: '载入',
  },
  keep: {
    name: '记住这个检查点',
    asks: (name, bytes) => `要在此浏览器中记住 **${name}** 吗？它占用 ${bytes}，不会离开这台设备。`,
    remember: '记住',
    notNow: '暂不',
  },
  stranger: {
    name: '来自其他主机的模型',
    asks: (host) =>
      `链接指定了 **${host}** 上的一个网络。载入它会让该主机知道你的 IP 地址，除此之外什么也不会泄露。`,
    load: (host) => `从 ${host} 载入`,
    notNow: '暂不',
  },
  report: {
    label: '报告',
    summary: (name, parameters, input, classes) =>
      `${name} · ${parameters} 参数 · ${input} · ${classes === null ? '没有类别' : `${classes} 个类别`}`,
    title: '识别出的内容',
    notes: '说明',
    keys: {
      missing: '缺少的键',
      unexpected: '多余的键',
      leftOut: '多余的键，未使用',
      wrongShape: '形状不符的键',
      count: (title, keys) => `${title}：${keys}`,
      more: (keys) => `还有 ${keys} 个`,
    },
    terms: {
      file: '文件',
      format: '格式',
      weights: '权重',
      prefix: '前缀',
      architecture: '架构',
      channels: '通道',
      blocks: '块数',
      parameters: '参数',
      input: '输入',
      classes: '类别',
      notRead: '未读取',
      notExecuted: '未执行',
      licence: '使用条款',
    },
    file: (name, bytes) => `${name}，${bytes}`,
    formats: {
      safetensors: 'safetensors',
      'torch-zip': 'PyTorch zip（torch.save）',
      'torch-legacy': 'PyTorch 1.6 之前（torch.save）',
    },
    format: (format, types) => `${format}，${types.join('、')}`,
    prefix: (prefix) => `每个名称都去掉了 ${prefix}`,
    vit: (layers, heads, patch, grid) =>
      `ViT，${layers} 层，${heads} 个头，图块 ${patch} px，网格 ${grid}`,
    vheat: (order, layerScale, form) =>
      `vHeat，${order}${layerScale ? '，LayerScale' : ''}，${form}`,
    orders: { pre: 'pre-norm', post: 'post-norm' },
    forms: { training: '训练形式', inference: '推理形式' },
    parameters: (numbers, tensors) => `${tensors} 个张量，共 ${numbers} 个数值`,
    input: (input, own) => (own === null ? input : `${input}，原为 ${own} 设计`),
    noClasses: '无：没有分类头的骨干网络',
    classes: (classes, labels) => `${classes} 个，${labels}`,
    labels: {
      given: '名称由你给出',
      model: '名称来自模型',
      'imagenet-1k': 'ImageNet-1k 的名称',
      none: '没有名称：显示为“class n”',
    },
    nothing: '无',
    some: (names, more) => names.join('、') + (more > 0 ? ` 等，还有 ${more} 个` : ''),
    objects: (names) => `Python 对象：${names}`,
    licence: (stated) => (stated === null ? '文件中没有写明' : (TERMS[stated] ?? stated)),
  },
  choices: {
    title: '可以选择的内容',
    inputSize: '输入尺寸',
    own: (pixels) => `${pixels}，原始尺寸`,
    resize: '改变输入尺寸的规则',
    rules: { 'zero-pad': '补零', bicubic: '双三次' },
    ruleHints: {
      'zero-pad': '频率嵌入用零补齐：每个频率保持“每幅图像多少个周期”不变。',
      bicubic: '频率嵌入被缩放：每个频率保持与最高频率的比例不变。',
    },
    sameAtOwn: '在原始尺寸上两者相同。',
    weights: '权重',
    wholeFile: '文件本身',
    norms: '归一化的位置',
    orders: { pre: '前置（pre-norm）', post: '后置（post-norm）' },
    heads: '注意力头数',
    grid: '图块的行数 × 列数',
    gridOption: (rows, columns, patch) =>
      `${rows} × ${columns}：宽 ${columns * patch} px，高 ${rows * patch} px`,
    normalisation: '像素归一化',
    mean: '均值',
    deviation: '标准差',
    cell: (row, channel) => `${row}，${channel}`,
    colours: ['红', '绿', '蓝'],
    apply: '应用',
    threeNumbers: '各填三个数，标准差须大于 0',
    names: '类别名',
    openNames: '打开类别名文件',
    asFile: '恢复文件的设置',
  },
  refusal: {
    title: (name) => `没有打开 ${name}`,
    close: '关闭这份报告',
    rows: '图块行数',
    columns: '图块列数',
    open: '按以上设置打开',
  },
};

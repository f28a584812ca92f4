import type { Words } from '../words.ts';

const IMAGENET_C = 'C1 到 C5 是 ImageNet-C 的强度等级（Hendrycks 与 Dietterich，2019）。';

export const robustness: Words['robustness'] = {
  title: '鲁棒性',
  question: '偏离训练条件会怎样？',
  intro:
    '给照片加上扰动，看网络是否坚持原来的答案。下面是所有强度下的情形：先是这张照片，再是大量已知类别的图片（实测）。',
  side: '照片与扰动',
  numbers: '数值',
  disturbance: '扰动',
  severity: '强度',
  undisturbed: '无扰动',
  level: (level) => `C${level}`,
  kinds: {
    rotation: {
      name: '旋转',
      sentence: '绕中心顺时针旋转。露出的四角填 ImageNet 的平均颜色。',
    },
    noise: {
      name: '高斯噪声',
      sentence: `红、绿、蓝各加正态噪声；σ = 1 相当于从黑到白。噪声图案始终相同。${IMAGENET_C}`,
    },
    blur: {
      name: '模糊',
      sentence: `在边长 224 的图片上用 σ 像素的高斯模糊；输入较小时，相应的像素数也较少。${IMAGENET_C}`,
    },
    contrast: {
      name: '对比度',
      sentence: `每种颜色都向图片的平均值靠拢。${IMAGENET_C}`,
    },
    brightness: {
      name: '亮度',
      sentence: `加在 HSV 的明度 V 上；小于 0 时变暗，ImageNet-C 没有这种情形。${IMAGENET_C}`,
    },
    jpeg: {
      name: 'JPEG 质量',
      sentence: `像 libjpeg 那样以一半的色度分辨率存为 JPEG，再读回来。${IMAGENET_C}`,
    },
    occlusion: {
      name: '遮挡',
      sentence:
        '用 ImageNet 平均颜色的方块遮住一部分：边长以图片边长的比例表示。点击图片，或在照片上用方向键移动它。',
    },
    shift: {
      name: '平移',
      sentence: '按宽度的比例左右移动。露出的部分填 ImageNet 的平均颜色。',
    },
    size: {
      name: '缩小',
      sentence: '把照片缩小，放在 ImageNet 平均颜色的底色中央。',
    },
    grey: {
      name: '去色',
      sentence: '去掉的色彩所占的比例；留下的是 BT.601 亮度。',
    },
    time: {
      name: '时间 t',
      sentence:
        '照片不变，但在旋钮所及的每个块里，热传导的[时间](time)与训练时不同。t = 0 时不传导热量。ViT 没有时间。',
    },
  },
  quality: (quality) => `质量 ${quality}`,
  notCompressed: '未压缩',
  spans: {
    all: '始终如此',
    nowhere: '在无扰动附近并非如此',
    upTo: (to) => `直到 ${to}`,
    between: (from, to) => `从 ${from} 到 ${to}`,
    from: (from) => `从 ${from} 起`,
    again: (others) => (others === 0 ? '' : `，另有 ${others} 段也是如此`),
  },
  seen: {
    by: (disturbance, amount, network, pixels) =>
      `**${disturbance} ${amount}** ${network} 看到的画面，${pixels} px`,
    described: (title, disturbance, amount, network, { width, height }) =>
      `${title}，${disturbance} ${amount}：与 ${network} 看到的完全一样，${width} × ${height} 像素`,
  },
  answer: {
    loading: '正在载入网络…',
    asking: '网络正在作答…',
    says: (network) => `${network} 的答案`,
    noTime: (network) => `${network} 用注意力，不传导热量：时间对它没有影响。`,
    noClasses: (network) => `${network} 是没有分类头的骨干网络：它不给出答案，也就无从改变。`,
    kept: (probability) => `与无扰动时相同，当时的概率为 ${probability}。`,
    changed: (name, before, now) => `无扰动时答案是 ${name}，${before}；现在它只有 ${now}。`,
  },
  curve: {
    title: '这张照片：无扰动时的答案',
    waiting: '各网络正在作答…',
    key: '曲线：该答案的概率；圆圈：被别的类别取代，或重新成为答案之处。',
    story: (network, name, span) => `${network} 答 ${name}：${span}`,
    stories: (stories) => `${stories.join('；')}。`,
    described: (title, disturbance, stories) =>
      `${title}，其概率随${disturbance}的变化。${stories}`,
  },
  evidence: {
    title: '实测：大量图片上的正确率',
    bars: '误差线向上、向下各两个标准误差。',
    none: (network) =>
      `${network} 没有实测数据：还没有按这里的设置测量过它。请在“用你自己的图片”中测量。`,
    source: (network, undisturbed, measured) =>
      `${network}：无扰动时正确率 ${undisturbed}；${measured.date} 用本应用在 ${measured.backend} 上测得，图片 ${measured.pictures} 张，来自 ${measured.dataset.replace(/ validation$/, ' 验证集')}。`,
    point: (amount, share) => `${amount} 时 ${share} %`,
    points: (network, points) => `${network}：${points.join('，')}。`,
    described: (title, disturbance, networks) => `${title}，随${disturbance}的变化。${networks}`,
    yours: (network) => `${network}，你的图片`,
    right: '正确率',
    caption: (disturbance) => `${disturbance}：%，± 标准误差`,
  },
  own: {
    title: '用你自己的图片',
    how: '选择一个图片文件夹，或拖放到这里：其中每个类别一个子文件夹，以 synset、类别名或序号命名。图片不会离开这台设备。',
    network: '要测量的网络',
    which: '要测量的扰动',
    one: '只测这种扰动',
    all: '全部',
    folder: '选择文件夹…',
    folderOf: '选择图片文件夹',
    again: '重新测量',
    run: '测量',
    progress: '已测图片',
    cancel: '取消',
    cancelled: '已取消。',
    theNetwork: '该网络',
    measured: (network, pictures, total) => `${network} 测了 ${total} 张图片中的 ${pictures} 张。`,
    skipped: (pictures) => `${pictures} 张无法打开。`,
    unknown: (names, others) =>
      `以下文件夹的名称不是类别，未计入：${names.map((name) => `“${name}”`).join('、')}${others > 0 ? `，还有 ${others} 个` : ''}。`,
  },
};

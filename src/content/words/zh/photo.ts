import type { Words } from '../words.ts';

export const photo: Words['photo'] = {
  samples: '示例照片',
  picker: { label: '热源图块', none: '整张图' },
  predictions: '预测',
  plain: '这是未经校准的概率：没有测量过网络在这样有把握时有多少次是对的。',
  noneFits: {
    says: (classes) => `也许它的 ${classes} 个类别都不适合这张图片。`,
    measured: (own, others) =>
      `实测：确实属于这些类别的图片有 ${own} % 会这样提示，不属于的有 ${others} %；后者大多没有被发现。`,
    instead: '如果必须选一个：',
  },
  thousand: {
    title: '认识 1000 个类别的网络',
    download: '1. 从作者处下载文件',
    link: (name) => `下载 ${name}`,
    facts: (megabytes, top1, terms) =>
      `约 ${megabytes} MB · 在 ImageNet 上公布的准确率为 ${top1} % · ${terms}`,
    terms: {
      none: '未注明许可：仅供自己学习研究',
      apache: 'Apache 2.0',
    },
    drop: '2. 拖放到这里',
    choose: '选择下载的文件',
    opening: '正在打开…',
    orDrop: '或拖放到这个框里',
    kept: '文件只在这台设备上读取，并记在这个浏览器里；下次访问会直接使用它。可以在“模型”中查看和移除。',
  },
  noClassifier: {
    vheat: (name) =>
      `**${name}** 是没有分类头的骨干网络：它说不出照片里是什么，但“热扩散”“感受野”和“对比”可以显示它如何看。`,
    vit: (name) =>
      `**${name}** 是没有分类头的骨干网络：它说不出照片里是什么，但“感受野”和“对比”可以显示它如何看。`,
  },
  assumed: {
    intro: '文件没有说明，这里假定：',
    separator: '、',
    end: '。',
    choose: '另选',
    heads: (heads) => `${heads} 个注意力头`,
    grid: (grid) => `${grid} 个图块`,
    norms: { pre: '前置归一化（pre-norm）', post: '后置归一化（post-norm）' },
    normalisation: 'ImageNet 的均值和标准差',
  },
};

import type { Words } from '../words.ts';

export const format: Words['format'] = {
  list: (...parts) => parts.join('，'),
  reach: {
    network: '整个网络',
    stage: (stage) => `第 ${stage} 阶段`,
    block: (stage, block) => `第 ${stage} 阶段第 ${block} 块`,
  },
  frames: {
    whole: '拉伸后的整张照片',
    square: '照片中央的正方形',
  },
  otherFraming: (model, frame, classifier, classifierFrame) =>
    `${model} 看到的是${frame}，${classifier} 看到的是${classifierFrame}：两者的图对应的不是同一画面。要看这张图，请改用 ${model} 分类。`,
};

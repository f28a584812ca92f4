import type { Chapter } from './step.ts';

const channels = { view: 'diffuse', lab: false, stage: 0, block: 0 } as const;

export const everyChannel: Chapter = {
  title: { en: 'Every channel its own k', zh: '每个通道有自己的 k' },
  steps: [
    {
      text: {
        en: 'One photo, one block, 32 channels, the same time. Will they all blur alike?',
        zh: '同一张照片，同一个块，32 个通道，同样的时间。它们会模糊得一样吗？',
      },
      state: { ...channels, t: 0 },
      point: 'channels',
      guess: {
        options: [
          { en: 'Yes, heat is heat', zh: '会，热就是热' },
          { en: 'No, each has its own k', zh: '不会，各有各的 k' },
        ],
        right: 1,
      },
    },
    {
      text: {
        en: 'No. Sorted by mean k: the first are good conductors and soon hold one even glow; the last are insulators and keep every edge. Together they carry the gist and the detail.',
        zh: '不会。按平均 k 排序：最前面的是良导体，很快只剩一片均匀的光；最后面的是绝缘体，保留每条边缘。合在一起，既有大意又有细节。',
      },
      state: { ...channels, t: 0 },
      point: 'channels',
      play: true,
    },
  ],
};

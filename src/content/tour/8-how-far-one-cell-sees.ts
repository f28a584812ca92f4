import type { Chapter } from './step.ts';

export const howFarOneCellSees: Chapter = {
  title: { en: 'How far one cell sees', zh: '一个单元能看多远' },
  steps: [
    {
      text: {
        en: 'Pick one cell at the end of the network. How much of the photo can change its value?',
        zh: '在网络的末端选一个单元。照片的多大部分能改变它的值？',
      },
      state: { view: 'field' },
      point: 'maps',
      guess: {
        options: [
          { en: 'A few pixels', zh: '几个像素' },
          { en: 'About half', zh: '大约一半' },
          { en: 'All of it', zh: '整张照片' },
        ],
        right: 2,
      },
    },
    {
      text: {
        en: 'All of it. This is its effective receptive field: how strongly each pixel moves that cell, measured by the gradient, not merely whether it could. log₁₀ shows where the bulk lies.',
        zh: '整张照片。这就是它的有效感受野：每个像素对这个单元实际影响多大，用梯度测得，而不只是能不能影响。log₁₀ 显示主体在哪里。',
      },
      state: { view: 'field', norm: 'log10' },
      point: 'maps',
    },
    {
      text: {
        en: 'The same numbers to the power 0.2: now the faint tail shows, and it reaches every edge. Two lenses for one measurement, not two measurements.',
        zh: '同样的数字取 0.2 次幂：微弱的尾部现出来了，一直延伸到每条边。这是同一次测量的两种看法，不是两次测量。',
      },
      state: { view: 'field', norm: 'pow02' },
      point: 'maps',
    },
  ],
};

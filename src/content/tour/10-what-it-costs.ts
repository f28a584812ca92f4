import type { Chapter } from './step.ts';

export const whatItCosts: Chapter = {
  title: { en: 'What it costs', zh: '代价是多少' },
  steps: [
    {
      text: {
        en: 'Double the side of an image: four times as many tokens. How much more work is it for attention?',
        zh: '图像边长加倍，词元数变成四倍。注意力的计算量变成多少倍？',
      },
      state: { view: 'complexity' },
      point: 'plot',
      guess: {
        options: [
          { en: '4 times', zh: '4 倍' },
          { en: '8 times', zh: '8 倍' },
          { en: '16 times', zh: '16 倍' },
        ],
        right: 2,
      },
    },
    {
      text: {
        en: 'Attention compares all pairs: N · N, so 16 times. Heat needs √N products for each of N values, four times over (rows, columns, there and back): N · √N, so 8 times.',
        zh: '注意力比较所有词元对：N · N，所以是 16 倍。热传导对 N 个值各做 √N 次乘法，共四遍（行、列，正变换和逆变换）：N · √N，所以是 8 倍。',
      },
      state: { view: 'complexity' },
      point: 'plot',
    },
    {
      text: {
        en: 'You have seen all of vHeat: waves, their decay, a learned k, one decision. Now give it a photo of your own. It never leaves your device.',
        zh: '你已经看到 vHeat 的全部：波、衰减、学到的 k、一个决定。现在给它一张你自己的照片吧，照片不会离开你的设备。',
      },
      state: { view: 'classify' },
      point: 'photo',
    },
  ],
};

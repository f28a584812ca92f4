import type { Chapter } from './step.ts';

export const heatAgainstAttention: Chapter = {
  title: { en: 'Heat against attention', zh: '热传导与注意力' },
  steps: [
    {
      text: {
        en: 'Left, where heat goes from the marked patch; right, where attention looks from it. We are about to switch the photo. Which map will change?',
        zh: '左边是热量从标记处流向哪里，右边是注意力从那里看向哪里。马上换一张照片，哪张图会变？',
      },
      state: { view: 'compare', heat: 'impulse', sample: 'red-panda' },
      point: 'maps',
      guess: {
        options: [
          { en: 'Heat', zh: '热传导' },
          { en: 'Attention', zh: '注意力' },
          { en: 'Both', zh: '两个都变' },
        ],
        right: 1,
      },
    },
    {
      text: {
        en: 'Only attention. Heat spreads by one rule in every photo, blind to what it passes. Attention decides anew, by comparing every pair of patches of this photo.',
        zh: '只有注意力变了。热量在每张照片里都按同一规律扩散，不管经过的是什么。注意力则比较这张照片的每一对图块，重新决定。',
      },
      state: { view: 'compare', heat: 'impulse', sample: 'koala' },
      point: 'maps',
    },
    {
      text: {
        en: 'So heat learns how far to look, once for all; attention learns what to look for, every time. The plot shows how far each layer carries, in pixels.',
        zh: '所以热传导学的是看多远，一次学定；注意力学的是看什么，每次重来。曲线显示每一层把信息带多远，单位是像素。',
      },
      state: { view: 'compare', heat: 'impulse', sample: 'koala' },
      point: 'plot',
    },
  ],
};

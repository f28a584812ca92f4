import type { Chapter } from './step.ts';

const laboratory = { view: 'diffuse', lab: true, t: 0 } as const;

export const wavesInABox: Chapter = {
  title: { en: 'Waves in a box', zh: '盒子里的波' },
  steps: [
    {
      text: {
        en: 'Heat has an easy description, if a picture is first taken apart into ripples. Could any photo be built of regular ripples alone?',
        zh: '先把图像拆成一道道波纹，热传导就很容易描述。任何照片都能只用规则的波纹拼出来吗？',
      },
      state: laboratory,
      point: 'maps',
      guess: {
        options: [
          { en: 'No, only regular pictures', zh: '不能，只有规则的图案可以' },
          { en: 'Yes, any photo', zh: '能，任何照片都行' },
        ],
        right: 1,
      },
    },
    {
      text: {
        en: 'Yes. The discrete cosine transform (DCT) writes any map as a sum of standing waves. The spectrum shows how much of each: coarse waves top left, fine ones bottom right.',
        zh: '能。离散余弦变换（DCT）把任何图写成驻波之和。频谱显示每种波有多少：左上的波起伏缓，右下的波起伏密。',
      },
      state: laboratory,
      point: 'maps',
    },
    {
      text: {
        en: 'Point at the spectrum: you see that wave itself. Each one spans the whole picture, from corner to corner. So what happens to one wave happens everywhere at once.',
        zh: '把指针放到频谱上，就能看到那一道波。每道波都横跨整幅画面，从一角到另一角。所以一道波的变化，会同时发生在所有地方。',
      },
      state: laboratory,
      point: 'maps',
    },
  ],
};

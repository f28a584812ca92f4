import type { Chapter } from './step.ts';

const laboratory = { view: 'diffuse', lab: true } as const;
const gate = { view: 'diffuse', lab: false, sample: 'brandenburg-gate' } as const;

/** The tour's short form: three minutes with an audience. */
export const onStage: Chapter = {
  title: { en: 'Three minutes on stage', zh: '台上三分钟' },
  steps: [
    {
      text: {
        en: 'A photo as heat: every pixel is a temperature. Heat flows, fine detail goes first, and no heat is lost. That one law replaces attention in vHeat.',
        zh: '把照片看作热：每个像素是一个温度。热量流动，细节先消失，热量一点不少。在 vHeat 里，这一条规律代替了注意力。',
      },
      state: { ...laboratory, t: 0 },
      point: 'maps',
      play: true,
    },
    {
      text: {
        en: 'One unit of heat in a corner of a learned channel. It reaches every other place in a single step, because it travels as waves that span the whole map.',
        zh: '在一个学到的通道的角落放入一份热量。它一步就能到达所有地方，因为它以横跨整张图的波的形式传播。',
      },
      state: {
        view: 'diffuse',
        lab: false,
        source: 'impulse',
        patch: { x: 0.05, y: 0.05 },
        range: 'own',
        t: 0,
      },
      point: 'maps',
      play: true,
    },
    {
      text: {
        en: 'Does the network need it? Heat off, t = 0: each place hears of its neighbours alone. What do you expect it to say, and what does it say?',
        zh: '网络需要它吗？关掉热传导，t = 0：每处只得到邻近的信息。你猜它会说什么？它说了什么？',
      },
      state: { ...gate, t: 0 },
      point: 'prediction',
    },
    {
      text: {
        en: 'Heat on, t = 1, as trained: now the posts belong together, and the gate is seen. The curve shows where the decision flips.',
        zh: '打开热传导，t = 1，与训练时相同：柱子连成整体，门被认出来了。曲线显示决定在哪里翻转。',
      },
      state: { ...gate, t: 1 },
      point: 'curve',
    },
    {
      text: {
        en: 'Heat against attention, from the same patch. Watch both maps when the photo changes.',
        zh: '从同一个图块出发，比较热传导与注意力。照片换掉时，看这两张图。',
      },
      state: { view: 'compare', heat: 'impulse', sample: 'red-panda' },
      point: 'maps',
    },
    {
      text: {
        en: 'Heat spreads by the same rule in every photo; attention decides anew. Heat has learned how far to look, attention what to look for.',
        zh: '热量在每张照片里都按同一规律扩散；注意力每次重新决定。热传导学会了看多远，注意力学会了看什么。',
      },
      state: { view: 'compare', heat: 'impulse', sample: 'koala' },
      point: 'maps',
    },
    {
      text: {
        en: 'The cost: attention compares all N · N pairs, heat takes √N products for each of N values. Double the image: 16 times against 8 times the work.',
        zh: '代价：注意力要比较 N · N 个词元对，热传导对 N 个值各做 √N 次乘法。图像边长加倍：16 倍对 8 倍的计算量。',
      },
      state: { view: 'complexity' },
      point: 'plot',
    },
  ],
};

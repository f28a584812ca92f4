import type { Chapter } from './step.ts';

const channel = { view: 'diffuse', lab: false, stage: 0, block: 0, channel: 15 } as const;

export const oneChannel: Chapter = {
  title: { en: 'One learned channel', zh: '一个学到的通道' },
  steps: [
    {
      text: {
        en: 'The network does not heat pixels but what it noticed about them. This map is one channel: how strongly one learned feature is present at each token. What do its two colours mean?',
        zh: '网络加热的不是像素，而是它从像素中发现的东西。这张图是一个通道：某个学到的特征在每个词元处有多强。两种颜色是什么意思？',
      },
      state: { ...channel, t: 0 },
      point: 'maps',
      guess: {
        options: [
          { en: 'Bright and dark pixels', zh: '亮像素和暗像素' },
          { en: 'More and less of the feature', zh: '特征多和特征少' },
        ],
        right: 1,
      },
    },
    {
      text: {
        en: 'The source U⁰ enters the heat step: warm where the feature is present, cold where its opposite is. The result Uᵗ leaves it. Watch it cool; its mean stays.',
        zh: '热源 U⁰ 进入热传导这一步：特征出现处为暖色，相反处为冷色。结果 Uᵗ 从这里出来。看它冷却；平均值保持不变。',
      },
      state: { ...channel, t: 0 },
      point: 'maps',
      play: true,
    },
    {
      text: {
        en: 'Put one unit of heat into a corner and wait. It reaches every other place, the far corner too, if only a little: every wave spans the whole map.',
        zh: '在一个角落放入一份热量，然后等待。它会到达每个地方，最远的角落也能到，只是很少：因为每道波都横跨整张图。',
      },
      state: { ...channel, t: 1, patch: { x: 0.03, y: 0.03 } },
      point: 'maps',
    },
  ],
};

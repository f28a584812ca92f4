import type { Chapter } from './step.ts';

const channel = { view: 'diffuse', lab: false, stage: 0, block: 0, channel: 15 } as const;

export const timeAndDiffusivity: Chapter = {
  title: { en: 'Time and diffusivity', zh: '时间与扩散率' },
  steps: [
    {
      text: {
        en: 'How far heat gets depends on the time t and on the diffusivity k, the ease of flow. Which of them did the network learn?',
        zh: '热量能走多远，取决于时间 t 和扩散率 k（流动的难易）。网络学到的是哪一个？',
      },
      state: { ...channel, t: 1 },
      point: 'knobs',
      guess: {
        options: [
          { en: 'The time t', zh: '时间 t' },
          { en: 'The diffusivity k', zh: '扩散率 k' },
          { en: 'Both', zh: '两者都学' },
        ],
        right: 1,
      },
    },
    {
      text: {
        en: 'It learned k. The network always runs one step of time, t = 1. Its k differs by block, by channel and by frequency; never by place, never by photo.',
        zh: '它学到的是 k。网络总是只走一步时间，t = 1。k 随块、通道和频率而变；不随位置变，也不随照片变。',
      },
      state: { ...channel, t: 1 },
      point: 'knobs',
    },
    {
      text: {
        en: 'Only the product k·t counts: four times the diffusivity is four times the time. And where the learned k is near 0, a wave never fades: training chose to keep it.',
        zh: '真正起作用的只有乘积 k·t：扩散率变四倍，等于时间变四倍。学到的 k 接近 0 的地方，波永远不衰减：这是训练的选择。',
      },
      state: { ...channel, t: 1, k: 4 },
      point: 'maps',
    },
  ],
};

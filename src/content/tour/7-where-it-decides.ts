import type { Chapter } from './step.ts';

const gate = { view: 'diffuse', lab: false, sample: 'brandenburg-gate' } as const;

export const whereItDecides: Chapter = {
  title: { en: 'Four stages, one decision', zh: '四个阶段，一个决定' },
  steps: [
    {
      text: {
        en: 'Four stages, twelve heat steps, one answer. Let us switch the heat off everywhere: t = 0. What will the network say about this gate?',
        zh: '四个阶段，十二次热传导，一个答案。现在处处关掉热传导：t = 0。网络会怎么看这座门？',
      },
      state: { ...gate, t: 1 },
      point: 'prediction',
      guess: {
        options: [
          { en: 'The same, a little less sure', zh: '一样，只是没那么确定' },
          { en: 'Something else', zh: '别的东西' },
        ],
        right: 1,
      },
    },
    {
      text: {
        en: 'At t = 0 only the convolutions are left: each place hears of its neighbours alone. They see posts side by side, not a gate. Texture is still a hint, so many answers stay better than a blind guess.',
        zh: 't = 0 时只剩下卷积：每处只得到邻近的信息。它们看到一根根并排的柱子，而不是一座门。纹理仍是线索，所以许多答案还是好过瞎猜。',
      },
      state: { ...gate, t: 0 },
      point: 'prediction',
    },
    {
      text: {
        en: 'Turn the heat on again and the answer comes back. The curve shows the network’s belief at every time from 0 to 64, and where its decision flips.',
        zh: '重新打开热传导，答案就回来了。曲线显示从 0 到 64 的每个时间网络的判断，以及决定在哪里翻转。',
      },
      state: { ...gate, t: 1 },
      point: 'curve',
    },
  ],
};

import type { Chapter } from './step.ts';

const laboratory = { view: 'diffuse', lab: true } as const;

export const fineDetailFirst: Chapter = {
  title: { en: 'Fine detail dies first', zh: '细节最先消失' },
  steps: [
    {
      text: {
        en: 'Two ripples of equal height, one broad, one twice as fine. Heat flows. Which is levelled first?',
        zh: '两道一样高的波纹，一道宽，一道细一倍。热量流动时，哪一道先被抹平？',
      },
      state: { ...laboratory, t: 0 },
      point: 'plot',
      guess: {
        options: [
          { en: 'The broad one', zh: '宽的' },
          { en: 'The fine one, twice as fast', zh: '细的，速度是两倍' },
          { en: 'The fine one, four times as fast', zh: '细的，速度是四倍' },
        ],
        right: 2,
      },
    },
    {
      text: {
        en: 'The fine one: its hills lie close to its valleys. A wave of frequency ω is multiplied by exp(−ω²kt). Twice the frequency fades four times as fast.',
        zh: '细的那道：它的峰和谷挨得近。频率为 ω 的波要乘以 exp(−ω²kt)；频率加倍，衰减速度变成四倍。',
      },
      state: { ...laboratory, t: 0 },
      point: 'plot',
      play: true,
    },
    {
      text: {
        en: 'That is the whole Heat Conduction Operator: DCT, multiply each wave by its decay, inverse DCT. vHeat does this in every block, where other networks use attention.',
        zh: '这就是完整的热传导算子：DCT，把每道波乘以各自的衰减，再做逆 DCT。别的网络用注意力的地方，vHeat 的每个块都用它。',
      },
      state: { view: 'diffuse', lab: false, t: 1 },
      point: 'maps',
    },
  ],
};

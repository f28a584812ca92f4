import type { Chapter } from './step.ts';

const laboratory = { view: 'diffuse', lab: true } as const;

export const photoAsHeat: Chapter = {
  title: { en: 'A photo as heat', zh: '把照片看作热' },
  steps: [
    {
      text: {
        en: 'Take every pixel of this photo for a temperature: bright is hot, dark is cold. Now heat may flow. What will happen to the picture?',
        zh: '把照片里的每个像素当作温度：亮处热，暗处冷。现在让热量流动起来，画面会怎样？',
      },
      state: { ...laboratory, t: 0 },
      point: 'maps',
      guess: {
        options: [
          { en: 'It fades to black', zh: '逐渐变黑' },
          { en: 'It blurs, fine detail first', zh: '变模糊，细节先消失' },
          { en: 'Bright parts grow', zh: '亮的部分扩大' },
        ],
        right: 1,
      },
    },
    {
      text: {
        en: 'Heat flows from hot to cold. Hairs and edges level out first, large shapes last. No heat is lost: the mean brightness stays the same at every moment.',
        zh: '热量从热处流向冷处。毛发和边缘最先被抹平，大的形状留到最后。热量没有丢失：任何时刻的平均亮度都不变。',
      },
      state: { ...laboratory, t: 0 },
      point: 'maps',
      play: true,
    },
    {
      text: {
        en: 'Now you: drag the time t. It says how long heat has been flowing. By this one law vHeat lets distant parts of a picture hear of each other.',
        zh: '轮到你了：拖动时间 t，它表示热量流动了多久。vHeat 就靠这一条规律，让画面中相距很远的部分互通信息。',
      },
      state: { ...laboratory, t: 4 },
      point: 'transport',
    },
  ],
};

import type { Words } from '../words.ts';

export const intro: Words['intro'] = {
  tagline: '一个靠热传导“看”照片的神经网络。',
  show: '看一看（3 分钟）',
  heat: {
    title: '把你的照片看作热',
    again: '再看一遍',
    caption:
      '亮处热，暗处冷：细节最先被抹平。网络内部也让照片的[几十张特征图](channel)这样流动，每张都有自己学到的快慢。',
    inside: '看内部',
  },
};

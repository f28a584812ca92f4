import type { Words } from '../words.ts';

export const controls: Words['controls'] = {
  close: '关闭',

  time: {
    name: '时间',
    slider: '时间 t',
    unit: '时间',
    back: '后退一步',
    forward: '前进一步',
    play: '播放',
    pause: '暂停',
    loop: '循环',
    speed: '速度',
    trained: '1（训练时）',
    now: (t, asTrained) => `t = ${t}${asTrained ? '，与训练时相同' : ''}`,
  },
};

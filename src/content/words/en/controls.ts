/** Controls that every view has: dialogs, time. */
export const controls = {
  close: 'Close',

  time: {
    name: 'Time',
    slider: 'Time t',
    /** Under the time in large figures. */
    unit: 'time',
    back: 'Step back',
    forward: 'Step forward',
    play: 'Play',
    pause: 'Pause',
    loop: 'Loop',
    speed: 'Speed',
    /** What stands at t = 1 under the slider. */
    trained: '1 trained',
    now: (t: string, asTrained: boolean) => `t = ${t}${asTrained ? ', as trained' : ''}`,
  },
};

/** What a newcomer meets first. */
export const intro = {
  /** In words of the street. */
  tagline: 'A neural network that sees by letting heat flow through your photo.',
  show: 'Show me (3 minutes)',
  heat: {
    title: 'Your photo as heat',
    again: 'Let it flow again',
    caption:
      'Bright is hot, dark is cold: fine detail evens out first. Inside, the network lets [dozens of maps](channel) of your photo flow like this, each at its own learned pace.',
    inside: 'Look inside',
  },
};

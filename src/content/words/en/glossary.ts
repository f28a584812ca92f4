/** What the words of the field mean, two sentences each, in the order in which they build on each other. */
export const glossary = {
  title: 'Glossary',
  terms: {
    token: {
      name: 'token',
      text: 'One cell of the grid into which the network divides the photo: 4 pixels wide in stage 1, 32 in stage 4. It holds one number for each channel.',
    },
    channel: {
      name: 'channel',
      text: 'One map of numbers over the token grid: how strongly one learned feature is present at each place. The network works with many channels side by side.',
    },
    stage: {
      name: 'stage',
      text: 'A run of blocks on one token grid. From stage to stage the grid halves its side and the channels double: coarser in place, richer in meaning.',
    },
    block: {
      name: 'block',
      text: 'One layer of the network: a heat step that mixes places, then a small network that mixes channels at each place. Both add to what was there before.',
    },
    source: {
      name: 'source U⁰',
      text: 'What enters a block’s heat step: one map for each channel, taken for a temperature. Warm colours are values above zero, cold ones below.',
    },
    result: {
      name: 'result Uᵗ',
      text: 'The same map after heat has been flowing for the time t. It has less fine detail than the source and exactly the same mean.',
    },
    dct: {
      name: 'DCT',
      text: 'The discrete cosine transform writes a map as a sum of standing waves, and says how much of each wave there is. The inverse DCT adds the waves up again.',
    },
    spectrum: {
      name: 'spectrum',
      text: 'The amounts of all waves in a map, drawn as a map of their own: coarse waves top left, fine ones bottom right. The corner top left is the mean.',
    },
    frequency: {
      name: 'frequency ω',
      text: 'How fast a wave goes up and down across the map: wave number n of N tokens has ω = πn / N. Fine detail is high frequency.',
    },
    diffusivity: {
      name: 'diffusivity k',
      text: 'How easily heat flows; learned in training, one number for each block, channel and frequency. It is the same at every place and for every photo.',
    },
    time: {
      name: 'time t',
      text: 'How long heat flows in a heat step. The network itself always uses t = 1; other times are an experiment of yours.',
    },
    decay: {
      name: 'decay exp(−ω²kt)',
      text: 'The factor by which heat flow multiplies each wave. Because of ω² a wave twice as fine fades four times as fast, and where k is near 0 a wave never fades.',
    },
    gate: {
      name: 'gate',
      text: 'After the heat step each value is multiplied by a factor computed from the photo at that place. Heat itself is blind to content; the gate is where content decides.',
    },
    impulse: {
      name: 'impulse',
      text: 'One unit of heat at one token and none elsewhere. What becomes of it shows how far and in which shape a block spreads information.',
    },
    spread: {
      name: 'spread',
      text: 'The mean distance that heat has travelled from its source, in pixels of the photo. Not the same as the deviation of heat in free space, which is √(2kt) tokens along each axis after the time t.',
    },
    convolution: {
      name: 'convolution',
      text: 'A small filter, here 3 × 3 tokens, applied at every place. It sees its neighbours only; that is what is left of vHeat at t = 0.',
    },
    receptiveField: {
      name: 'receptive field',
      text: 'The part of the photo that can change one cell of the network. The effective receptive field says how strongly each pixel does, measured by the gradient.',
    },
    attention: {
      name: 'attention',
      text: 'The other way to mix places: each patch compares itself with every other and takes from those that fit. The weights are computed anew for each photo.',
    },
    head: {
      name: 'head',
      text: 'One of several attentions that run side by side in a layer, each with its own idea of what fits. The view shows one head or the mean of all.',
    },
    patch: {
      name: 'patch',
      text: 'A square of the photo, 16 pixels wide, that attention treats as one token. Choose one by clicking on the photo.',
    },
    cost: {
      name: 'N^1.5',
      text: 'The work of a heat step on N tokens: each of N values needs √N products, four times over. Attention needs a product for each of N · N pairs.',
    },
  },
};

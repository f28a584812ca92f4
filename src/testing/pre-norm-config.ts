/** A catalogue entry for the weights of the fixture `vheat/pre-norm`; id, name and weights may be changed. */
export const PRE_NORM_CONFIG = {
  id: 'tiny',
  name: 'Tiny',
  architecture: 'vheat',
  dims: [8, 16, 32, 64],
  depths: [1, 1, 2, 1],
  postNorm: false,
  layerScale: false,
  classes: 10,
  imageSize: 64,
  preprocess: {
    resizeShorterSide: 73,
    centreCrop: 64,
    interpolation: 'bicubic',
    mean: [0.485, 0.456, 0.406],
    std: [0.229, 0.224, 0.225],
  },
} as const;

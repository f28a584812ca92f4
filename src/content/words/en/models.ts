/** The view models: every network that runs here, what its file holds, and what may be chosen. */
export const models = {
  title: 'Models',
  preparing: 'Preparing the network…',
  list: {
    /** By where a network comes from. */
    origins: {
      app: 'embedded',
      address: 'from its address',
      kept: 'remembered',
      opened: 'until you leave',
    },
    current: 'classifies now',
    remember: 'Remember',
    rememberNamed: (name: string) => `Remember ${name} in this browser`,
    remove: (name: string) => `Remove ${name}`,
    open: 'Open checkpoint',
    address: 'Model address',
    hint: 'A .pth, .pt or .safetensors of a vHeat, of a detector or segmenter on one, or of a plain timm ViT or DeiT, all parts of one together; or drop it anywhere. It is read as data on this device: nothing in it is executed, nothing is uploaded.',
  },
  address: {
    title: 'Load a model by its address',
    label: 'Address of a config.json',
    hint: 'The folder it lies in is one that “npm run model -- convert” writes. Its server must allow other pages to read it (CORS). Every part is checked against its SHA-256.',
    load: 'Load',
  },
  keep: {
    name: 'Remember this checkpoint',
    asks: (name: string, bytes: string) =>
      `Remember **${name}** in this browser? It takes ${bytes} and never leaves this device.`,
    remember: 'Remember',
    notNow: 'Not now',
  },
  stranger: {
    name: 'Model of another host',
    asks: (host: string) =>
      `The link names a network on **${host}**. Loading it tells that host your internet address, and nothing else.`,
    load: (host: string) => `Load from ${host}`,
    notNow: 'Not now',
  },
  report: {
    label: 'Report',
    summary: (name: string, parameters: string, input: string, classes: number | null) =>
      `${name} · ${parameters} parameters · ${input} · ${classes === null ? 'no classes' : `${classes} classes`}`,
    title: 'What was recognised',
    notes: 'Notes',
    keys: {
      missing: 'Missing keys',
      unexpected: 'Unexpected keys',
      leftOut: 'Unexpected keys, left out',
      wrongShape: 'Keys of another shape',
      count: (title: string, keys: number) => `${title}: ${keys}`,
      more: (keys: number) => `and ${keys} more`,
    },
    /** What a line of the report tells. */
    terms: {
      file: 'File',
      format: 'Format',
      weights: 'Weights',
      prefix: 'Prefix',
      architecture: 'Architecture',
      channels: 'Channels',
      blocks: 'Blocks',
      parameters: 'Parameters',
      input: 'Input',
      classes: 'Classes',
      notRead: 'Not read',
      notExecuted: 'Not executed',
      licence: 'Terms',
    },
    file: (name: string, bytes: string) => `${name}, ${bytes}`,
    formats: {
      safetensors: 'safetensors',
      'torch-zip': 'PyTorch zip (torch.save)',
      'torch-legacy': 'PyTorch before 1.6 (torch.save)',
    },
    format: (format: string, types: readonly string[]) => `${format}, ${types.join(' and ')}`,
    prefix: (prefix: string) => `${prefix} taken off every name`,
    vit: (layers: number, heads: number, patch: number, grid: string) =>
      `ViT, ${layers} layers, ${heads} heads, patch ${patch} px, grid ${grid}`,
    vheat: (order: string, layerScale: boolean, form: string) =>
      `vHeat, ${order}${layerScale ? ', layer scale' : ''}, ${form}`,
    orders: { pre: 'pre-norm', post: 'post-norm' },
    /** How the weights of diffusivity are kept. */
    forms: { training: 'training form', inference: 'inference form' },
    parameters: (numbers: string, tensors: number) => `${numbers} numbers in ${tensors} tensors`,
    input: (input: string, own: string | null) =>
      own === null ? input : `${input}, made for ${own}`,
    noClasses: 'none: a backbone without a classifier',
    classes: (classes: number, labels: string) => `${classes}, ${labels}`,
    labels: {
      given: 'names given by you',
      model: 'names of the model',
      'imagenet-1k': 'ImageNet-1k names',
      none: 'no names: shown as “class n”',
    },
    nothing: 'nothing',
    some: (names: readonly string[], more: number) =>
      names.join(', ') + (more > 0 ? ` and ${more} more` : ''),
    objects: (names: string) => `Python objects: ${names}`,
    /** Terms of use as a file states them. */
    licence: (stated: string | null) => stated ?? 'none are stated in the file',
  },
  choices: {
    title: 'What may be chosen',
    inputSize: 'Input size',
    own: (pixels: string) => `${pixels}, its own`,
    resize: 'Rule for another input size',
    rules: { 'zero-pad': 'zero-pad', bicubic: 'bicubic' },
    ruleHints: {
      'zero-pad':
        'The frequency embedding is padded with zeros: a frequency keeps its cycles per image.',
      bicubic: 'The frequency embedding is resized: a frequency keeps its fraction of the finest.',
    },
    sameAtOwn: 'At its own size both are the same.',
    weights: 'Weights',
    wholeFile: 'the file itself',
    norms: 'Order of the norms',
    orders: { pre: 'pre-norm', post: 'post-norm' },
    heads: 'Attention heads',
    grid: 'Rows × columns of patches',
    gridOption: (rows: number, columns: number, patch: number) =>
      `${rows} × ${columns}: ${columns * patch} px wide, ${rows * patch} px high`,
    normalisation: 'Normalisation',
    mean: 'Mean',
    deviation: 'Deviation',
    /** A row of numbers, and one of them. */
    cell: (row: string, channel: string) => `${row}, ${channel}`,
    colours: ['red', 'green', 'blue'] as readonly string[],
    apply: 'Apply',
    threeNumbers: 'Three numbers each, deviations above 0',
    names: 'Class names',
    openNames: 'Open class names',
    asFile: 'As the file says',
  },
  refusal: {
    title: (name: string) => `${name} was not opened`,
    close: 'Close this report',
    rows: 'Rows of patches',
    columns: 'Columns of patches',
    open: 'Open with these',
  },
};

/** What every view shares: maps, their legends, read-outs, text alternatives and files. */
export const maps = {
  noNumber: 'no number',
  positive: 'positive',
  negative: 'negative',
  /** Joins short descriptions of one thing. */
  and: ', ',

  /** A cell of a grid, counted from 0. */
  token: (row: number, column: number) => `row ${row + 1}, column ${column + 1}`,

  /** What moves over a map by keys, and what it reads before it is anywhere. */
  cursor: (name: string) => `Read ${name} by arrow keys`,
  nowhere: 'nowhere yet',

  /** A standing wave of a spectrum, and the one that is none. */
  wave: (down: number, across: number) =>
    `the wave with ${down} half ${down === 1 ? 'wave' : 'waves'} down, ${across} across`,
  noWave: 'no wave: the mean of the map',

  /** How numbers became colour. */
  log: 'log',
  ownScale: 'own scale',

  units: {
    impulse: 'share of the heat, per token',
    reach: 'share of the heat, per token',
    source: '‖heat‖ over channels',
    correlation: 'cosine',
    gradient: 'Σ ReLU(∂s/∂pixel)',
    attention: 'attention weight',
    rollout: 'rollout weight',
    shared: (patch: number) => `share of all, per ${patch} px square`,
  },

  /** A figure for those who cannot see it. */
  everywhere: (name: string, value: string) => `${name}: ${value} everywhere.`,
  describe: (name: string, { low, high, peak, sign, place, share }: MapSummary) =>
    `${name}: from ${low} to ${high}, strongest ${peak}${sign === null ? '' : `, ${sign},`} ` +
    `at ${place}, ${share} of it above half of that.`,
  underOnePercent: 'under 1 %',

  film: {
    entry: 'Film of time…',
    title: (of: string) => `Film of ${of}`,
    what: 'Time goes from 0 to 64 by equal steps of its axis; every frame is drawn, however long that takes.',
    kind: 'Kind',
    kinds: { gif: 'GIF', webm: 'WebM', mp4: 'MP4' },
    missing: (kinds: string) => `This browser has no encoder for ${kinds}.`,
    size: 'Size',
    pixels: (side: number) => `${side} px`,
    rate: 'Frames a second',
    length: 'Length',
    seconds: (seconds: number) => `${seconds} s`,
    loop: 'Loop',
    frames: (frames: number) => `${frames} frames`,
    time: (t: string) => `t = ${t}`,
    make: 'Make the film',
    making: 'Making the film',
    cancel: 'Cancel',
  },

  export: {
    name: (of: string) => `Export ${of}`,
    button: 'Export',
    copyCsv: 'Copy as CSV',
    copied: 'copied',
    refused: 'not allowed here',
    kinds: {
      png: 'PNG',
      png2: 'PNG, 2×',
      png4: 'PNG, 4×',
      svg: 'SVG, text editable',
      csv: 'CSV file',
      json: 'JSON',
      npy: 'NPY, float32',
    },
  },

  loadingCancelled: 'Loading was cancelled. Open this view again to load it.',
  notServed: (network: string) => `No ${network} is served with this app.`,
};

/** What is said of a map: its ends and its strongest place, how much is above half of that. */
interface MapSummary {
  readonly low: string;
  readonly high: string;
  readonly peak: string;
  readonly sign: string | null;
  readonly place: string;
  readonly share: string;
}

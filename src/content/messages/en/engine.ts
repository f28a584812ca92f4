import { phrase, type Messages, type ParamsOf, type Sentences } from '../messages.ts';
import { sides } from '../notation.ts';

const NO_WEBGPU: Record<ParamsOf<'no-webgpu'>['why'], string> = {
  'no-api': 'This browser has no WebGPU.',
  insecure: 'WebGPU needs a secure page (https or localhost).',
  'no-adapter': 'The browser found no GPU for WebGPU.',
  'no-answer': 'The GPU did not answer when WebGPU asked for it.',
};

const SELF_TEST_FAULTS: Sentences<ParamsOf<'self-test'>['fault']> = {
  zeros: () => 'all results are zero',
  off: ({ by }) => `a known result is off by ${by.toPrecision(2)}`,
  'gpu-error': ({ detail }) => detail,
};

const GONE: Record<ParamsOf<'engine-gone'>['fault'], string> = {
  silent: 'The engine that runs the network did not answer.',
  unloadable:
    'The program of the engine that runs the network could not be loaded: the connection broke, the host withholds it, or this page is older than what is on the host. Reload the page if this happens again.',
  ended:
    'The engine that runs the network has stopped: the browser ended it, most often for want of memory.',
  absent: 'The engine that runs the network is not running.',
};

type Cancelled = ParamsOf<'cancelled'>['of'];

const CANCELLED: Record<Cancelled, string> = {
  load: 'Loading was cancelled.',
  field: 'The receptive field was cancelled.',
  measurement: 'The measurement was cancelled.',
};

const DESCRIBED: Record<ParamsOf<'not-json'>['of'], string> = {
  model: 'The model',
  catalogue: 'The catalogue',
  id: 'The name',
  labels: 'The list of names',
  evidence: 'The evidence',
  outliers: 'The measure of outliers',
};

/** Backends and what is wrong with them. */
export const backends = {
  'no-backend': ({ failures }, say) =>
    `No way was found to run a network in this browser. ${failures.map(say).join(' ')}`,
  'not-active': ({ backend }) => `${backend} did not become active`,
  'not-packaged': ({ backend }) => `${backend} is not in its package`,
  'no-adapter': () => 'the browser found no GPU',
  'start-timeout': ({ milliseconds }) => `no answer in ${milliseconds / 1000} s`,
  'gpu-fault': () => 'The GPU returned no numbers.',
  'no-webgpu': ({ why }) => NO_WEBGPU[why],
  'emulated-gpu': ({ adapter }) =>
    `This GPU (${adapter}) is emulated on the processor, where WebGPU is slower than WebAssembly.`,
  forced: () => 'Asked for in the address.',
  'wasm-speed': () => 'WebAssembly takes tens of milliseconds a photo.',
  'slow-backend': () => 'Expect seconds a photo.',
  'gpu-lost': () => 'The GPU was lost twice.',
  'gpu-error': ({ detail }) => `The GPU reported an error (${detail}).`,
  'self-test': ({ backend, fault }, say) =>
    `${backend} failed its self-test: ${phrase(SELF_TEST_FAULTS, fault, say)}.`,
  'start-failed': ({ backend, reason }, say) => `${backend} could not start: ${say(reason)}.`,
} satisfies Partial<Messages>;

/** Calls that the engine cannot answer, and what it tells by itself. */
export const engine = {
  cancelled: ({ of }) => CANCELLED[of],
  'not-started': () => 'The engine is not started.',
  'engine-gone': ({ fault }) =>
    `${GONE[fault]} Start it again: your photo and your settings are kept.`,
  'no-model': () => 'No network is loaded yet.',
  'no-image': () => 'No photo is open yet.',
  'no-vheat': () => 'No vHeat network is loaded.',
  'no-vit': () => 'No ViT is loaded.',
  'not-loaded': () => 'The network is not on the device.',
  'no-such-stage': ({ network, stage }) => `${network} has no stage ${stage + 1}.`,
  'no-such-block': ({ network, stage, block }) =>
    `${network} has no block ${block + 1} in stage ${stage + 1}.`,
  'no-such-cell': ({ grid, cell }) =>
    `The grid has ${sides(grid)} cells: ${cell.map((i) => i + 1).join(', ')} is none of them.`,
  'no-gradient': () => 'The gradient of this network is not a number here.',
  'network-changed': () =>
    'Another network took the place of the one that was measured. Measure again.',
  'input-large': ({ network, asked, bytes }) =>
    `${asked === 'forward' ? network : `The field of ${network}`} needs about ${Math.ceil(bytes / 2 ** 30)} GB of memory at this input size, more than WebAssembly has. Choose a smaller input size for it in Models, or a browser with WebGPU.`,
  'file-gone': () =>
    'The file cannot be read any more: it was moved or changed after it was opened. Open it again.',
  'kept-gone': ({ name }) =>
    `This browser has discarded "${name}" to make room. Open its file again.`,
  'not-json': ({ of, url }) =>
    `${DESCRIBED[of]} at ${url} is not described by JSON. Give the address of a model folder's config.json.`,
  'model-config': ({ of, at, problem }) =>
    `${of === 'labels' ? 'The list' : DESCRIBED[of]} is not valid: ${at ?? 'the whole'}: ${problem}.`,
  'weights-not-numbers': () =>
    'Some weights of this model are not numbers: its probabilities mean nothing.',
  'weights-too-large': () =>
    'Some weights of this model are so large that its sums overflow: its probabilities mean nothing.',
  'weights-zero': () => 'All weights of this model are zero: its probabilities mean nothing.',
  'model-left-out': ({ models }, say) =>
    `Left out of the list of models: ${models.map(({ id, reason }) => `"${id}" (${say(reason)})`).join('; ')}.`,
  'not-kept': () =>
    'This browser does not let the page keep the network: it is downloaded again on the next visit.',
} satisfies Partial<Messages>;

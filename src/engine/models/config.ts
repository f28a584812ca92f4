import * as v from 'valibot';
import { EngineError, type Described } from '../error.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000));
const triple = v.tuple([v.number(), v.number(), v.number()]);
const text = v.pipe(v.string(), v.minLength(1));

/** An id names a folder and stands in addresses: it is a name and no path. */
export const MODEL_ID = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9.-]{0,63}$/));

/** Whether a text may be the id of a model, in a folder, a catalogue or an address. */
export function isModelId(text: string): boolean {
  return v.is(MODEL_ID, text);
}

const FACTS = {
  id: MODEL_ID,
  name: text,
  /** Whether the network names classes or is a backbone. */
  task: v.optional(v.picklist(['classify', 'features']), 'classify'),
  /** Of a network that classifies. */
  classes: v.optional(count),
  imageSize: v.pipe(count, v.maxValue(4096)),
  parameters: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  preprocess: v.object({
    resizeShorterSide: count,
    centreCrop: count,
    interpolation: v.literal('bicubic'),
    mean: triple,
    std: triple,
  }),
  /** Parts of the weights file in order; joined they are one safetensors file. */
  weights: v.pipe(
    v.array(
      v.object({
        file: v.pipe(v.string(), v.regex(/^[\w.-]+$/)),
        bytes: v.pipe(v.number(), v.integer(), v.minValue(1)),
        sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
      }),
    ),
    v.minLength(1),
  ),
  licence: v.optional(text),
  accuracy: v.optional(
    v.object({ dataset: text, images: count, top1: v.number(), top5: v.number() }),
  ),
  /** Divides the logits before the softmax, so that probabilities are shares of right answers. */
  temperature: v.optional(v.pipe(v.number(), v.minValue(0.05), v.maxValue(20))),
  labels: v.optional(v.array(v.string())),
  wnids: v.optional(v.array(v.string())),
};

const ARCHITECTURES = v.variant('architecture', [
  v.object({
    architecture: v.literal('vheat'),
    ...FACTS,
    dims: v.array(count),
    depths: v.array(count),
    postNorm: v.boolean(),
    layerScale: v.boolean(),
  }),
  v.object({
    architecture: v.literal('vit'),
    ...FACTS,
    width: count,
    depth: count,
    heads: count,
    patchSize: count,
    /** Rows and columns of patches; a square where absent. Then `imageSize` is the longer side of the input. */
    grid: v.optional(v.tuple([count, count])),
  }),
]);

/** `config.json` of a model folder. */
export const MODEL_CONFIG = v.pipe(
  ARCHITECTURES,
  v.forward(
    v.partialCheck(
      [['task'], ['classes']],
      ({ task, classes }) => (task === 'classify') === (classes !== undefined),
      'Classes are stated of a network that classifies, and of no other',
    ),
    ['classes'],
  ),
);

export type ModelConfig = v.InferOutput<typeof MODEL_CONFIG>;

/** How the patches of a ViT lie. */
export function gridInConfig({
  grid,
  imageSize,
  patchSize,
}: Extract<ModelConfig, { architecture: 'vit' }>): readonly [rows: number, columns: number] {
  return grid ?? [imageSize / patchSize, imageSize / patchSize];
}

/** `models/catalog.json`: the folders of the models that the app offers, the default first. */
export const CATALOG = v.object({ models: v.array(v.string()) });

/** Reads JSON by a schema; throws EngineError `model-config` naming the first thing that is wrong. */
export function parseConfig<T>(
  schema: v.GenericSchema<unknown, T>,
  input: unknown,
  of: Described,
): T {
  const result = v.safeParse(schema, input);
  if (result.success) return result.output;
  const issue = result.issues[0];
  throw new EngineError('model-config', { of, at: v.getDotPath(issue), problem: issue.message });
}

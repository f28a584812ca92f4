import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(1));
const rgb = v.pipe(v.tuple([v.number(), v.number(), v.number()]), v.readonly());

/**
 * What a model's file cannot say, or what somebody wants otherwise; what is absent is as the file says. One schema for
 * the page API, the records of kept files and the types between.
 */
export const MODEL_CHOICES = v.strictObject({
  /** Pixels per side: a multiple of 32 up to 512, or the model's own size. */
  inputSize: v.optional(count),
  /** How the frequency value embedding serves another input size. */
  resize: v.optional(v.picklist(['zero-pad', 'bicubic'])),
  /** Whether norms come after each branch (Small, Base) instead of before it (Tiny). */
  postNorm: v.optional(v.boolean()),
  /** Attention heads of a ViT. */
  heads: v.optional(count),
  /** How the patches of a ViT lie: rows and columns. */
  grid: v.optional(v.pipe(v.tuple([count, count]), v.readonly())),
  /** Normalisation of pixels in 0…1, per channel R, G, B. */
  mean: v.optional(rgb),
  std: v.optional(rgb),
  /** Names in the order of the classes. */
  labels: v.optional(v.pipe(v.array(v.string()), v.readonly())),
  /** The set of weights to take where a file has several, such as `model_ema`. */
  variant: v.optional(v.string()),
});

export type ModelChoices = Readonly<v.InferOutput<typeof MODEL_CHOICES>>;

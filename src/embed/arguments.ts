import * as v from 'valibot';
import { SEVERITY_KINDS } from '../state/settings.ts';
import type { ApiError, Unfit } from './messages.ts';

const index = v.pipe(v.number(), v.integer(), v.minValue(0));

/** What `classify` takes. */
export const IMAGE = v.union([v.instance(Blob), v.pipe(v.string(), v.minLength(1))]);

/** What `open` takes: a checkpoint, or the Files that are the parts of one. */
export const CHECKPOINT = v.union([
  v.instance(Blob),
  v.pipe(v.array(v.instance(File)), v.minLength(1)),
]);

/** What `capture` takes. */
export const PLACE = v.strictObject({ stage: index, block: index });

/** What `field` takes. */
export const QUESTION = v.strictObject({
  network: v.picklist(['vheat', 'vit']),
  stage: v.optional(index),
  cell: v.optional(v.tuple([index, index])),
  images: v.optional(v.picklist(['current', 'samples'])),
});

/** What `robustness` takes. */
export const MEASUREMENT = v.strictObject({
  network: v.picklist(['vheat', 'vit']),
  pictures: v.pipe(v.array(v.strictObject({ image: IMAGE, label: index })), v.minLength(1)),
  disturb: v.optional(v.pipe(v.array(v.picklist(SEVERITY_KINDS)), v.minLength(1))),
});

/** What `setState` takes; each key has its own schema besides. */
export const SETTINGS_GIVEN = v.record(v.string(), v.unknown());

/**
 * Reads an argument of the page API.
 * @param refuse makes the error of the first thing that does not fit
 */
export function readArgument<T>(
  schema: v.GenericSchema<unknown, T>,
  value: unknown,
  refuse: (unfit: Unfit) => ApiError,
): T {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw refuse({ at: v.getDotPath(issue), problem: issue.message });
}

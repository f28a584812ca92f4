import * as v from 'valibot';
import { CheckpointError } from '../../checkpoint/error.ts';
import { EngineError } from '../error.ts';
import { SEVERITIES, type SeverityKind } from '../../math/disturb/severity.ts';
import { fetchJson, type ModelFolder } from './catalog.ts';
import { parseConfig } from './config.ts';

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const text = v.pipe(v.string(), v.minLength(1));
const kinds = Object.keys(SEVERITIES) as SeverityKind[];

const MEASURED = v.object({
  /** In the unit of the disturbance's axis. */
  amount: v.number(),
  /** Share of the pictures whose most probable class is theirs. */
  accuracy: share,
  standardError: share,
});

/** `evidence.json` of a model folder: how often the network is right on disturbed pictures. */
export const EVIDENCE = v.object({
  /** The command that measured it. */
  command: text,
  /** ISO date of the measurement. */
  date: v.pipe(v.string(), v.isoDate()),
  dataset: text,
  pictures: v.pipe(v.number(), v.integer(), v.minValue(1)),
  backend: text,
  /** SHA-256 of each part of the weights that were measured. */
  weights: v.array(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))),
  /** By disturbance, in the order of its axis; no disturbance is among them. */
  curves: v.record(v.picklist(kinds), v.array(MEASURED)),
});

export type Evidence = v.InferOutput<typeof EVIDENCE>;

/**
 * The evidence beside a model's weights; null where there is none, and where it is of other weights.
 * @throws EngineError `model-config` where it is not as {@link EVIDENCE} says
 */
export async function fetchEvidence({ config, url }: ModelFolder): Promise<Evidence | null> {
  try {
    const found = await fetchJson(new URL('evidence.json', url).href, 'evidence');
    const evidence = parseConfig(EVIDENCE, found, 'evidence');
    return isOf(config.weights, evidence) ? evidence : null;
  } catch (error) {
    const isNone = error instanceof EngineError && error.code === 'not-json';
    if (isNone || error instanceof CheckpointError) return null;
    throw error;
  }
}

/** Whether evidence was measured with these weights. */
export function isOf(
  weights: readonly { readonly sha256: string }[],
  evidence: Pick<Evidence, 'weights'>,
): boolean {
  return weights.map(({ sha256 }) => sha256).join() === evidence.weights.join();
}

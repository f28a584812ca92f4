import * as v from 'valibot';
import { decodeFloat16, encodeFloat16 } from '../../math/float16.ts';
import { familiarity, type Answer, type Familiar } from '../../math/outliers.ts';
import { fetchJson, type ModelFolder } from './catalog.ts';
import { parseConfig } from './config.ts';
import { isOf } from './evidence.ts';

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const text = v.pipe(v.string(), v.minLength(1));
const count = v.pipe(v.number(), v.integer(), v.minValue(1));
const base64 = v.pipe(v.string(), v.base64());

/** `outliers.json` of a model folder: how pictures of none of the network's classes are told from its own. */
export const OUTLIERS = v.object({
  /** The command that measured it. */
  command: text,
  /** ISO date of the measurement. */
  date: v.pipe(v.string(), v.isoDate()),
  dataset: text,
  /** SHA-256 of each part of the weights that were measured. */
  weights: v.array(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))),
  /** Pictures that were scored: of its classes, and of others; none is among those that the score was fitted to. */
  pictures: v.object({ own: count, others: count }),
  /** Area under the receiver operating characteristic. */
  auroc: share,
  /** Shares whose score lies below the threshold. */
  flagged: v.object({ own: share, others: share }),
  threshold: v.number(),
  coefficients: v.object({ cosine: v.number(), energy: v.number(), residual: v.number() }),
  /** Lengths and biases are float32, directions float16, little-endian. */
  lengths: base64,
  biases: base64,
  directions: base64,
});

export type Outliers = v.InferOutput<typeof OUTLIERS>;

/** What people are told of a network's sense for other pictures. */
export type OutlierFacts = Pick<Outliers, 'dataset' | 'pictures' | 'auroc' | 'flagged'>;

/** Tells pictures of none of a network's classes. */
export interface OutlierDetector {
  readonly facts: OutlierFacts;
  /** Whether one of the classes may fit. */
  fits(answer: Answer): boolean;
}

/** Makes the detector that a file describes. */
export function outlierDetector(file: Outliers): OutlierDetector {
  const { dataset, pictures, auroc, flagged, threshold } = file;
  const familiar = unpacked(file);
  return {
    facts: { dataset, pictures, auroc, flagged },
    fits: (answer) => familiarity(answer, familiar) >= threshold,
  };
}

/** A {@link Familiar} as the file has it. */
type Packed = Pick<Outliers, 'coefficients' | 'lengths' | 'biases' | 'directions'>;

export function unpacked({ coefficients, lengths, biases, directions }: Packed): Familiar {
  return {
    coefficients,
    lengths: new Float32Array(bytesOf(lengths).buffer),
    biases: new Float32Array(bytesOf(biases).buffer),
    directions: decodeFloat16(new Uint16Array(bytesOf(directions).buffer)),
  };
}

export function packed({ coefficients, lengths, biases, directions }: Familiar): Packed {
  return {
    coefficients,
    lengths: base64Of(Float32Array.from(lengths)),
    biases: base64Of(Float32Array.from(biases)),
    directions: base64Of(encodeFloat16(Float32Array.from(directions))),
  };
}

/** The detector beside a model's weights; null where there is none, and where it is of other weights. */
export async function fetchOutliers({ config, url }: ModelFolder): Promise<OutlierDetector | null> {
  try {
    const found = await fetchJson(new URL('outliers.json', url).href, 'outliers');
    const file = parseConfig(OUTLIERS, found, 'outliers');
    return isOf(config.weights, file) ? outlierDetector(file) : null;
  } catch {
    return null; // the network is of use without it
  }
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

function base64Of({ buffer }: Float32Array<ArrayBuffer> | Uint16Array<ArrayBuffer>): string {
  return btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(''));
}

import { CodedError, codedOf, type Coded, type None } from '../coded/coded.ts';
import type { ExportErrors } from '../export/error.ts';
import type { Misfit } from './accept.ts';
import type { ImageInfo, ModelInfo, PortError, PortMessage } from '../engine/port.ts';

/** What the app itself tells, by code. */
export interface AppMessages {
  superseded: { readonly of: 'picture' };
  'engine-slow': None;
  'no-network': None;
  'model-none': None;
  'model-unknown': { readonly asked: 'link'; readonly id: string };
  /** The model asked for failed, and the embedded one runs in its place. */
  'model-replaced': { readonly reason: Message };
  'model-warning': { readonly warning: Doubt };
  'not-remembered': None;
  samples: None;
  'sample-unknown': None;
  'image-note': { readonly notes: ImageInfo['notes'] };
  /** `files` came, those of these names are opened. */
  'several-files': { readonly files: number; readonly taken: readonly string[] };
  'nothing-to-open': None;
  'labels-format': None;
  'no-classifier': { readonly asked: 'labels'; readonly network: string };
  'labels-count': { readonly labels: number; readonly network: string; readonly classes: number };
  'no-labelled-pictures': { readonly files: number };
  /** Values of a link that do not fit. */
  link: { readonly refused: readonly Misfit[] };
  /** Places that the network does not have, and those shown instead: indices from 0, null the mean over them. */
  'outside-network': {
    readonly places: readonly {
      readonly what: 'stage' | 'block' | 'channel' | 'layer' | 'head';
      readonly asked: number;
      readonly shown: number | null;
    }[];
  };
  /** A link was made with photos of its sender's own; one is shown in the place of a single one. */
  'photo-missing': None;
  'photos-missing': None;
  /** Panels that no view has, and all that there are; or those to be kept, none of which is in view. */
  panels:
    | { readonly unknown: readonly string[]; readonly all: readonly string[] }
    | { readonly elsewhere: readonly string[] };
  'device-changed': None;
  /** Time, as a disturbance, means nothing to it. */
  'no-heat': { readonly network: string };
  'sums-overflow': { readonly network: string };
}

/** Why the numbers of a result are not to be believed. */
export type Doubt =
  NonNullable<ModelInfo['warning']> | Extract<Coded<AppMessages>, { code: 'sums-overflow' }>;

/** Everything that people may be told; the sentences are in `content/messages`. */
export type Message = PortMessage | Coded<AppMessages | ExportErrors>;

/** A failure of the app itself. */
export class AppError extends CodedError<AppMessages> {
  override readonly name = 'AppError';
}

/** Any thrown value as a message. */
export function asMessage(error: unknown): Message {
  return codedOf(error) as Message;
}

/** An error to throw that carries a message, such as one that came over the port. */
export function rejection({ code, params }: Message | PortError): Error {
  return Object.assign(new Error(code), { code, params });
}

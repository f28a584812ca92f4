import { CodedError, type Coded, type None } from '../coded/coded.ts';

/** What contradicts itself in a pickle. */
export interface PickleFaults {
  'storage-form': None;
  'tensor-form': None;
  'parameter-form': None;
  'attributes-form': None;
  'pairs-form': None;
  'collection-form': None;
  text: None;
  integer: { readonly bytes: number };
  'global-end': None;
  'global-name': None;
  leftover: None;
  protocol: { readonly protocol: number };
  'set-item': None;
  'list-item': None;
  'dict-item': None;
  'key-without-value': None;
  key: None;
  stack: None;
  mark: None;
  memo: { readonly index: number };
  'storage-twice': { readonly storage: string };
  arguments: None;
  callee: None;
  attributes: None;
  end: None;
  'storage-size': {
    readonly storage: string;
    readonly bytes: number;
    readonly expected: number;
  };
  'storage-missing': { readonly storage: string | null };
  size: { readonly most: number };
  version: None;
  'storage-list-missing': None;
  'storage-list': None;
  'storage-length': None;
  'bytes-after': None;
}

/** What contradicts itself in a zip file. */
export interface ZipFaults {
  'directory-size': None;
  'directory-cut': None;
  'directory-more': None;
  'directory-outside': None;
  unpacked: { readonly bytes: number };
  contradiction: { readonly entry: string };
  packing: { readonly entry: string };
  checksum: { readonly entry: string };
  volume: None;
  'size-missing': { readonly entry: string };
  twice: { readonly entry: string };
  overlap: { readonly entry: string };
}

/** What is wrong with the header of a safetensors file. */
export interface HeaderFaults {
  size: { readonly bytes: number; readonly most: number };
  json: None;
  object: None;
  entry: { readonly tensor: string };
  shape: { readonly tensor: string; readonly most: number };
  offsets: { readonly tensor: string };
}

/** Files that people open by mistake. */
export type Stranger =
  | 'git-lfs'
  | 'gzip'
  | 'hdf5'
  | 'bzip2'
  | 'xz'
  | '7z'
  | 'rar'
  | 'zstandard'
  | 'numpy'
  | 'gguf'
  | 'pdf'
  | 'png'
  | 'jpeg'
  | 'webp'
  | 'markup'
  | 'json'
  | 'tar'
  | 'zip'
  | 'pickle';

/** Why a file cannot be read as a checkpoint, or downloaded. */
export interface CheckpointErrors {
  empty: { readonly file: 'checkpoint' };
  truncated: { readonly file: 'torch-zip' | 'torch-legacy' | 'safetensors' };
  'torch-tar': None;
  /** `inside` names a checkpoint in a zip archive. */
  'not-checkpoint': { readonly found: Stranger | null; readonly inside?: string | undefined };
  'no-weights': None;
  'no-variant': { readonly variant: string; readonly variants: readonly string[] };
  torchscript: None;
  'big-endian': None;
  /** `key` names the weight that the object would make. */
  'pickle-forbidden': { readonly object: string; readonly key: string | null };
  'pickle-malformed': { readonly fault: Coded<PickleFaults> };
  'pickle-limit': {
    readonly limit: 'bytes' | 'operations' | 'stack' | 'marks' | 'memo';
    readonly most: number;
  };
  'pickle-opcode': { readonly opcode: number };
  'pickle-truncated': None;
  'tensor-kind': { readonly key: string; readonly kind: string };
  'tensor-type': { readonly key: string; readonly type: string };
  /** `times`: memory over file size. */
  'tensor-total': { readonly times: number };
  'tensor-bounds': { readonly tensor: string };
  'zip-compressed': { readonly entry: string; readonly method: number };
  'zip-large': { readonly bytes: number };
  'zip-name': { readonly entry: string };
  'zip-encrypted': None;
  'zip-damaged': { readonly fault: Coded<ZipFaults> };
  'safetensors-name': { readonly tensor: string };
  /** `dtype` as its JSON says it, if it does. */
  'safetensors-dtype': { readonly tensor: string; readonly dtype: string | undefined };
  'safetensors-size': {
    readonly tensor: string;
    readonly shape: readonly number[];
    readonly bytes: number;
    readonly expected: number;
  };
  'safetensors-header': { readonly fault: Coded<HeaderFaults> };
  'safetensors-gap': { readonly tensor: string; readonly bytes: number };
  'safetensors-overlap': { readonly tensor: string };
  'safetensors-trailing': { readonly bytes: number };
  'scale-shape': {
    readonly tensor: string;
    readonly shape: readonly number[];
    readonly scale: readonly number[];
  };
  'float16-range': { readonly tensor: string; readonly value: number };
  'part-missing': { readonly parts: number; readonly missing: readonly string[] };
  /** `key` is in several parts, the last of them `part`; absent where a part itself is there twice. */
  'part-twice': { readonly key?: string; readonly part?: string };
  'part-alone': { readonly index: number; readonly total: number };
  /** `name` of the file; null where it has none. */
  'part-index': { readonly name: string | null };
  'download-unreachable': { readonly file: string };
  'download-not-found': { readonly url: string; readonly status: number };
  'download-refused': { readonly file: string; readonly status: number };
  'download-server': { readonly file: string; readonly status: number };
  'download-html': { readonly file: string };
  'download-stalled': { readonly file: string; readonly milliseconds: number };
  'download-broken': { readonly file: string };
  /** `bytes` is null where more than those expected came. */
  'download-length': {
    readonly file: string;
    readonly bytes: number | null;
    readonly expected: number;
  };
  'download-large': { readonly url: string; readonly bytes: number; readonly most: number };
  'download-integrity': { readonly url: string };
}

/** A file that cannot be read as a checkpoint, or downloaded. */
export class CheckpointError extends CodedError<CheckpointErrors> {
  override readonly name = 'CheckpointError';
}

import { bytesOf, pickle as p, zipFile } from '../torch-file.ts';
import type { BadFile } from './bad-file.ts';

const FOUR = new Uint8Array(Float32Array.of(1, 2, 3, 4).buffer);

const good = p.file(p.dict(p.text('w'), p.tensor(p.storage('FloatStorage', '0', 4), [4])));
const pkl = { name: 'a/data.pkl', data: good };
const data = { name: 'a/data/0', data: FOUR };

/** With the number of entries that a file of over 65,000, or of more than 4 GB, has in its old directory. */
function zip64(file: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const end = file.length - 22;
  return file.fill(0xff, end + 8, end + 12);
}

/** Zip files that PyTorch would not have written, or that are no checkpoint. */
export const BAD_ZIPS: readonly BadFile[] = [
  [
    'of more entries or bytes than plain zip counts',
    zip64(zipFile([pkl, data])),
    { code: 'zip-large', params: { bytes: zipFile([pkl, data]).length } },
  ],
  [
    'that is encrypted',
    zipFile([pkl, { ...data, flags: 1 }]),
    { code: 'zip-encrypted', params: {} },
  ],
  [
    'with a tensor packed as none is',
    zipFile([pkl, { ...data, method: 12 }]),
    { code: 'zip-compressed', params: { entry: 'a/data/0', method: 12 } },
  ],
  [
    'whose deflated tensor cannot be unpacked',
    zipFile([pkl, { ...data, method: 8 }]),
    { code: 'zip-damaged', params: { fault: { code: 'packing', params: { entry: 'a/data/0' } } } },
  ],
  [
    'with a wrong checksum',
    zipFile([pkl, { ...data, directory: { crc: 1 } }]),
    { code: 'zip-damaged', params: { fault: { code: 'checksum', params: { entry: 'a/data/0' } } } },
  ],
  [
    'with overlapping entries',
    zipFile([pkl, { ...data, start: 10 }]),
    {
      code: 'zip-damaged',
      params: { fault: { code: 'overlap', params: { entry: 'a/data.pkl' } } },
    },
  ],
  [
    'with an entry longer than the file',
    zipFile([pkl, { ...data, directory: { size: 9999 } }]),
    { code: 'zip-damaged', params: { fault: { code: 'overlap', params: { entry: 'a/data/0' } } } },
  ],
  [
    'whose headers contradict each other in the name',
    zipFile([pkl, { ...data, name: 'a/data/1', directory: { name: 'a/data/0' } }]),
    {
      code: 'zip-damaged',
      params: { fault: { code: 'contradiction', params: { entry: 'a/data/0' } } },
    },
  ],
  [
    'whose headers contradict each other in the size',
    zipFile([pkl, { ...data, directory: { size: 15, crc: 0 } }]),
    {
      code: 'pickle-malformed',
      params: {
        fault: { code: 'storage-size', params: { storage: '0', bytes: 15, expected: 16 } },
      },
    },
  ],
  [
    'with .. in a name',
    zipFile([pkl, { ...data, name: 'a/../../etc/passwd' }]),
    { code: 'zip-name', params: { entry: 'a/../../etc/passwd' } },
  ],
  [
    'with a name twice',
    zipFile([pkl, data, data]),
    { code: 'zip-damaged', params: { fault: { code: 'twice', params: { entry: 'a/data/0' } } } },
  ],
  [
    'with TorchScript',
    zipFile([
      pkl,
      { name: 'a/code/model.py', data: FOUR, method: 8 },
      { name: 'a/constants.pkl', data: good },
    ]),
    { code: 'torchscript', params: {} },
  ],
  [
    'of something else',
    zipFile([{ name: 'word/document.xml', data: FOUR }]),
    { code: 'not-checkpoint', params: { found: 'zip' } },
  ],
  [
    'that holds a checkpoint',
    zipFile([
      { name: 'my/net.pth', data: FOUR },
      { name: '__MACOSX/my/._net.pth', data: FOUR },
    ]),
    { code: 'not-checkpoint', params: { found: 'zip', inside: 'my/net.pth' } },
  ],
  [
    'that is cut',
    zipFile([pkl, data]).slice(0, -30),
    { code: 'truncated', params: { file: 'torch-zip' } },
  ],
  [
    'from a big-endian machine',
    zipFile([pkl, data, { name: 'a/byteorder', data: bytesOf('big') }]),
    { code: 'big-endian', params: {} },
  ],
];

/** Files that are something else. */
export const STRANGERS: readonly BadFile[] = [
  ['nothing', new Uint8Array(), { code: 'empty', params: { file: 'checkpoint' } }],
  [
    'a web page',
    bytesOf('<!doctype html>'),
    { code: 'not-checkpoint', params: { found: 'markup' } },
  ],
  [
    'a Git LFS pointer',
    bytesOf('version https://git-lfs.github.com/spec/v1\n'),
    { code: 'not-checkpoint', params: { found: 'git-lfs' } },
  ],
  [
    'a photo',
    bytesOf(0xff, 0xd8, 0xff, 0xe0),
    { code: 'not-checkpoint', params: { found: 'jpeg' } },
  ],
  ['noise', bytesOf(1, 2, 3), { code: 'not-checkpoint', params: { found: null } }],
  [
    'a tar file as PyTorch wrote them once',
    bytesOf('sys_info', new Uint8Array(249), 'ustar\0'),
    { code: 'torch-tar', params: {} },
  ],
  [
    'any tar file',
    bytesOf('vit.pth', new Uint8Array(250), 'ustar\0'),
    { code: 'not-checkpoint', params: { found: 'tar' } },
  ],
  [
    'any pickle',
    p.file(p.dict(p.text('a'), p.int(1))),
    { code: 'not-checkpoint', params: { found: 'pickle' } },
  ],
];

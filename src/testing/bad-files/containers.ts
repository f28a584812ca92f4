import { bytesOf, pickle as p, zipFile } from '../torch-file.ts';
import { AGAIN, DAMAGED, type BadFile } from './bad-file.ts';

const DAMAGED_ZIP = 'This checkpoint is a damaged zip file:';
const NOT = 'This is not a checkpoint';
const INSTEAD = 'Open a .pth, .pt or .safetensors file of a vHeat or a ViT.';

const FOUR = new Uint8Array(Float32Array.of(1, 2, 3, 4).buffer);

const good = p.file(p.dict(p.text('w'), p.tensor(p.storage('FloatStorage', '0', 4), [4])));
const pkl = { name: 'a/data.pkl', data: good };
const data = { name: 'a/data/0', data: FOUR };

/** Zip files that PyTorch would not have written, or that are no checkpoint. */
export const BAD_ZIPS: readonly BadFile[] = [
  [
    'that is encrypted',
    zipFile([pkl, { ...data, flags: 1 }]),
    'zip-encrypted',
    'This checkpoint is an encrypted zip file. Decrypt it first, or save it again with torch.save.',
  ],
  [
    'with a tensor packed as none is',
    zipFile([pkl, { ...data, method: 12 }]),
    'zip-compressed',
    'This checkpoint was packed anew in a way that this app does not read ("a/data/0" uses method 12). Unpack it and pack it without compression, or save it again with torch.save.',
  ],
  [
    'whose deflated tensor cannot be unpacked',
    zipFile([pkl, { ...data, method: 8 }]),
    'zip-damaged',
    `${DAMAGED_ZIP} "a/data/0" cannot be unpacked. ${AGAIN}`,
  ],
  [
    'with a wrong checksum',
    zipFile([pkl, { ...data, directory: { crc: 1 } }]),
    'zip-damaged',
    `${DAMAGED_ZIP} the checksum of "a/data/0" is wrong. ${AGAIN}`,
  ],
  [
    'with overlapping entries',
    zipFile([pkl, { ...data, start: 10 }]),
    'zip-damaged',
    `${DAMAGED_ZIP} "a/data.pkl" overlaps its neighbour. ${AGAIN}`,
  ],
  [
    'with an entry longer than the file',
    zipFile([pkl, { ...data, directory: { size: 9999 } }]),
    'zip-damaged',
    `${DAMAGED_ZIP} "a/data/0" overlaps its neighbour. ${AGAIN}`,
  ],
  [
    'whose headers contradict each other in the name',
    zipFile([pkl, { ...data, name: 'a/data/1', directory: { name: 'a/data/0' } }]),
    'zip-damaged',
    `${DAMAGED_ZIP} its directory and the header of "a/data/0" contradict each other. ${AGAIN}`,
  ],
  [
    'whose headers contradict each other in the size',
    zipFile([pkl, { ...data, directory: { size: 15, crc: 0 } }]),
    'pickle-malformed',
    `${DAMAGED} storage 0 has 15 bytes instead of 16. ${AGAIN}`,
  ],
  [
    'with .. in a name',
    zipFile([pkl, { ...data, name: 'a/../../etc/passwd' }]),
    'zip-name',
    `This checkpoint contains a file named "a/../../etc/passwd", which PyTorch never writes; it is refused. ${AGAIN}`,
  ],
  [
    'with a name twice',
    zipFile([pkl, data, data]),
    'zip-damaged',
    `${DAMAGED_ZIP} it holds "a/data/0" twice. ${AGAIN}`,
  ],
  [
    'with TorchScript',
    zipFile([
      pkl,
      { name: 'a/code/model.py', data: FOUR, method: 8 },
      { name: 'a/constants.pkl', data: good },
    ]),
    'torchscript',
    'This is a TorchScript program, not a checkpoint. Save model.state_dict() with torch.save and open that.',
  ],
  [
    'of something else',
    zipFile([{ name: 'word/document.xml', data: FOUR }]),
    'not-checkpoint',
    'This zip file is not a PyTorch checkpoint. Open the .pth, .pt or .safetensors file itself.',
  ],
  [
    'that holds a checkpoint',
    zipFile([
      { name: 'my/net.pth', data: FOUR },
      { name: '__MACOSX/my/._net.pth', data: FOUR },
    ]),
    'not-checkpoint',
    'This is a zip archive that holds "my/net.pth": unpack it first and open that.',
  ],
  [
    'that is cut',
    zipFile([pkl, data]).slice(0, -30),
    'truncated',
    'This checkpoint ends too early: its directory is missing. The download or copy was probably interrupted: get it again.',
  ],
  [
    'from a big-endian machine',
    zipFile([pkl, data, { name: 'a/byteorder', data: bytesOf('big') }]),
    'big-endian',
    'This checkpoint was saved on a big-endian machine, which this app does not read. Save it again on an ordinary computer.',
  ],
];

/** Files that are something else. */
export const STRANGERS: readonly BadFile[] = [
  ['nothing', new Uint8Array(), 'empty', 'The file is empty.'],
  [
    'a web page',
    bytesOf('<!doctype html>'),
    'not-checkpoint',
    `${NOT} but a web page or XML text: the download was probably an error page. ${INSTEAD}`,
  ],
  [
    'a Git LFS pointer',
    bytesOf('version https://git-lfs.github.com/spec/v1\n'),
    'not-checkpoint',
    `${NOT} but a Git LFS pointer: the weights themselves are still on the server. ${INSTEAD}`,
  ],
  [
    'a photo',
    bytesOf(0xff, 0xd8, 0xff, 0xe0),
    'not-checkpoint',
    `${NOT} but a JPEG image: open it as an image. ${INSTEAD}`,
  ],
  ['noise', bytesOf(1, 2, 3), 'not-checkpoint', `${NOT}. ${INSTEAD}`],
  [
    'a tar file as PyTorch wrote them once',
    bytesOf('sys_info', new Uint8Array(249), 'ustar\0'),
    'torch-tar',
    'This is a tar file, as PyTorch wrote them before 2017, which this app does not read. Load it with PyTorch, save it again and open that.',
  ],
  [
    'any tar file',
    bytesOf('vit.pth', new Uint8Array(250), 'ustar\0'),
    'not-checkpoint',
    `${NOT} but a tar archive: unpack it first and open the file inside. ${INSTEAD}`,
  ],
  [
    'any pickle',
    p.file(p.dict(p.text('a'), p.int(1))),
    'not-checkpoint',
    'This is a Python pickle, but not a PyTorch checkpoint. Save model.state_dict() with torch.save and open that.',
  ],
];

import { phrase, type Messages, type ParamsOf, type Sentences } from '../messages.ts';
import { shaped } from '../notation.ts';

const AGAIN = 'Get the file from its source again.';
const SAVE_STATE_DICT = 'Save model.state_dict() with torch.save and open that.';
const SAVE_ALONE = 'Save model.state_dict() alone with torch.save and open that.';

const PICKLE_FAULTS: Sentences<ParamsOf<'pickle-malformed'>['fault']> = {
  'storage-form': () => 'a storage is not described as PyTorch does',
  'tensor-form': () => 'a tensor has a negative stride or is not described as PyTorch does',
  'parameter-form': () => 'a parameter is not a tensor',
  'attributes-form': () => 'a tensor with attributes is not described as PyTorch does',
  'pairs-form': () => 'a dict is not made of pairs',
  'collection-form': () => 'a dict or a set is made of something else',
  text: () => 'a text in it is not UTF-8',
  integer: ({ bytes }) => `it holds an integer of ${bytes} bytes`,
  'global-end': () => 'the name of a global has no end',
  'global-name': () => 'the name of a global is not text',
  leftover: () => 'values are left over at its end',
  protocol: ({ protocol }) => `it uses pickle protocol ${protocol}`,
  'set-item': () => 'an item is added to something not a set',
  'list-item': () => 'an item is appended to something not a list',
  'dict-item': () => 'an item is set in something not a dict',
  'key-without-value': () => 'a key in it has no value',
  key: () => 'a key in it cannot be a key',
  stack: () => 'its stack underflows',
  mark: () => 'a mark is missing',
  memo: ({ index }) => `its memo has no entry ${index}`,
  'storage-twice': ({ storage }) => `storage ${storage} is described in two ways`,
  arguments: () => 'the arguments of a call are not a tuple',
  callee: () => 'something that is no global is called',
  attributes: () => 'attributes are set on something that has none',
  end: () => 'its description goes on after its end',
  'storage-size': ({ storage, bytes, expected }) =>
    `storage ${storage} has ${bytes} bytes instead of ${expected}`,
  'storage-missing': ({ storage }) =>
    storage === null ? 'a storage is missing' : `storage ${storage} is missing`,
  size: ({ most }) => `its description is larger than ${most} bytes`,
  version: () => 'its format version is unknown',
  'storage-list-missing': () => 'its list of storages is missing',
  'storage-list': () => 'its list of storages is wrong',
  'storage-length': () => 'the length of a storage is wrong',
  'bytes-after': () => 'bytes follow its last storage',
};

const ZIP_FAULTS: Sentences<ParamsOf<'zip-damaged'>['fault']> = {
  'directory-size': () => 'its directory is too large',
  'directory-cut': () => 'its directory is cut',
  'directory-more': () => 'its directory holds more than its entries',
  'directory-outside': () => 'its directory lies outside the file',
  unpacked: ({ bytes }) => `it would unpack to ${bytes} bytes, far more than weights do`,
  contradiction: ({ entry }) => `its directory and the header of "${entry}" contradict each other`,
  packing: ({ entry }) => `"${entry}" cannot be unpacked`,
  checksum: ({ entry }) => `the checksum of "${entry}" is wrong`,
  volume: () => 'it is one volume of several',
  'size-missing': ({ entry }) => `the size of "${entry}" is missing`,
  twice: ({ entry }) => `it holds "${entry}" twice`,
  overlap: ({ entry }) => `"${entry}" overlaps its neighbour`,
};

const HEADER_FAULTS: Sentences<ParamsOf<'safetensors-header'>['fault']> = {
  size: ({ bytes, most }) => `its header claims ${bytes} bytes, more than the limit of ${most}`,
  json: () => 'its header is not JSON',
  object: () => 'its header is not a JSON object',
  entry: ({ tensor }) => `the entry of "${tensor}" is not an object`,
  shape: ({ tensor, most }) =>
    `the shape of "${tensor}" is not a list of at most ${most} whole numbers`,
  offsets: ({ tensor }) => `the data_offsets of "${tensor}" are not two rising whole numbers`,
};

type Found = NonNullable<ParamsOf<'not-checkpoint'>['found']>;

const STRANGERS: Record<Exclude<Found, 'zip' | 'pickle'>, string> = {
  'git-lfs': 'a Git LFS pointer: the weights themselves are still on the server',
  gzip: 'a gzip archive: unpack it first',
  hdf5: 'an HDF5 file, as Keras writes it',
  bzip2: 'a bzip2 archive: unpack it first',
  xz: 'an xz archive: unpack it first',
  '7z': 'a 7z archive: unpack it first',
  rar: 'a RAR archive: unpack it first',
  zstandard: 'a Zstandard archive: unpack it first',
  numpy: 'a NumPy array',
  gguf: 'a GGUF language model',
  pdf: 'a PDF document',
  png: 'a PNG image: open it as an image',
  jpeg: 'a JPEG image: open it as an image',
  webp: 'a WebP image: open it as an image',
  markup: 'a web page or XML text: the download was probably an error page',
  json: 'JSON text',
  tar: 'a tar archive: unpack it first and open the file inside',
};

const LIMITED: Record<Exclude<ParamsOf<'pickle-limit'>['limit'], 'bytes'>, string> = {
  operations: 'operations',
  stack: 'values on the stack',
  marks: 'open marks',
  memo: 'memo entries',
};

const invalid = (what: string) => `This is not a valid safetensors file: ${what}. ${AGAIN}`;

/** Files that are no checkpoint, or a broken one. */
export const checkpoint = {
  'torch-tar': () =>
    'This is a tar file, as PyTorch wrote them before 2017, which this app does not read. Load it with PyTorch, save it again and open that.',
  'not-checkpoint': ({ found, inside }) => {
    if (inside !== undefined)
      return `This is a zip archive that holds "${inside}": unpack it first and open that.`;
    if (found === 'zip')
      return 'This zip file is not a PyTorch checkpoint. Open the .pth, .pt or .safetensors file itself.';
    if (found === 'pickle')
      return `This is a Python pickle, but not a PyTorch checkpoint. ${SAVE_STATE_DICT}`;
    const but = found === null ? '' : ` but ${STRANGERS[found]}`;
    return `This is not a checkpoint${but}. Open a .pth, .pt or .safetensors file of a vHeat or a ViT.`;
  },
  'no-weights': () =>
    `This file holds no weights: no state_dict was found in it. ${SAVE_STATE_DICT}`,
  'no-variant': ({ variant, variants }) =>
    `This checkpoint has no weights named "${variant}"; it has ${variants.join(', ') || 'one set of weights only'}. Choose one of those.`,
  torchscript: () => `This is a TorchScript program, not a checkpoint. ${SAVE_STATE_DICT}`,
  'big-endian': () =>
    'This checkpoint was saved on a big-endian machine, which this app does not read. Save it again on an ordinary computer.',
  'pickle-forbidden': ({ object, key }) =>
    key === null
      ? `This checkpoint asks for the Python object "${object}", which weights do not need. Nothing was run and the file is refused. If you trust its source, save model.state_dict() alone with torch.save and open that.`
      : `The weight "${key}" is made by the Python object "${object}", which this app does not know and never runs. ${SAVE_ALONE}`,
  'pickle-malformed': ({ fault }, say) =>
    `This checkpoint is damaged or was not made by PyTorch: ${phrase(PICKLE_FAULTS, fault, say)}. ${AGAIN}`,
  'pickle-limit': ({ limit, most }) =>
    limit === 'bytes'
      ? `This checkpoint's description is larger than ${most} bytes, far more than weights need; the file is refused. ${SAVE_ALONE}`
      : `This checkpoint's description needs more than ${most} ${LIMITED[limit]}, far more than weights do; the file is refused. ${SAVE_ALONE}`,
  'pickle-opcode': ({ opcode }) =>
    `This checkpoint uses the pickle opcode 0x${opcode.toString(16).padStart(2, '0')}, which weights do not need; the file is refused. ${SAVE_STATE_DICT}`,
  'pickle-truncated': () =>
    'This checkpoint ends in the middle of its description. The download or copy was probably interrupted: get it again.',
  'tensor-kind': ({ key, kind }) =>
    `The weight "${key}" is a tensor of a kind that this app does not read (${kind}). Make it an ordinary one (.to_dense(), .dequantize()), save the checkpoint again and open that.`,
  'tensor-type': ({ key, type }) =>
    `The tensor "${key}" is a ${type}, an element type that this app does not read. Convert the model to float32 and save it again.`,
  'tensor-total': ({ times }) =>
    `The tensors of this checkpoint would need more than ${times} times the memory of the file; it is refused. ${SAVE_ALONE}`,
  'tensor-bounds': ({ tensor }) =>
    `The tensor "${tensor}" reaches past the end of its data. The file is damaged: get it again.`,
  'zip-compressed': ({ entry, method }) =>
    `This checkpoint was packed anew in a way that this app does not read ("${entry}" uses method ${method}). Unpack it and pack it without compression, or save it again with torch.save.`,
  'zip-large': () =>
    `This checkpoint is larger than 4 GB or has over 65,000 entries, which this app does not read. ${SAVE_ALONE}`,
  'zip-name': ({ entry }) =>
    `This checkpoint contains a file named "${entry}", which PyTorch never writes; it is refused. ${AGAIN}`,
  'zip-encrypted': () =>
    'This checkpoint is an encrypted zip file. Decrypt it first, or save it again with torch.save.',
  'zip-damaged': ({ fault }, say) =>
    `This checkpoint is a damaged zip file: ${phrase(ZIP_FAULTS, fault, say)}. ${AGAIN}`,
  'safetensors-name': ({ tensor }) =>
    `This safetensors file has a tensor named "${tensor}", which is not allowed. ${AGAIN}`,
  'safetensors-dtype': ({ tensor, dtype }) =>
    `The tensor "${tensor}" has the element type ${String(dtype)}, which this app does not read. Convert the file to float32 or float16.`,
  'safetensors-size': ({ tensor, shape, bytes, expected }) =>
    `The tensor "${tensor}" holds ${bytes} bytes, but its shape ${shaped(shape)} needs ${expected}. The file is damaged: get it again.`,
  'safetensors-header': ({ fault }, say) => invalid(phrase(HEADER_FAULTS, fault, say)),
  'safetensors-gap': ({ tensor, bytes }) =>
    invalid(`there is a gap of ${bytes} bytes before the tensor "${tensor}"`),
  'safetensors-overlap': ({ tensor }) => invalid(`the tensor "${tensor}" overlaps another one`),
  'safetensors-trailing': ({ bytes }) => invalid(`${bytes} bytes follow the last tensor`),
  'scale-shape': ({ tensor, shape, scale }) =>
    `The tensor "${tensor}" is stored in 8 bits, but its scales have the shape [${scale.join(', ')}], which does not fit its own, [${shape.join(', ')}]. Convert the file to float32 or float16.`,
  'float16-range': ({ tensor, value }) =>
    `The tensor "${tensor}" holds ${value}, which float16 cannot store. Write the file as float32.`,
  'part-missing': ({ parts, missing }) => {
    const none = missing.length === parts;
    const count = missing.length === 1 ? 'one is' : `${missing.length} are`;
    const shown = missing.slice(0, 5).join(', ') + (missing.length > 5 ? ', …' : '');
    return `This model is in ${parts} parts, and ${none ? 'none of them is here' : `${count} missing`}: ${shown}. Open all parts together.`;
  },
  'part-twice': ({ key, part }) => {
    const what =
      key === undefined || part === undefined
        ? 'a part was opened twice'
        : `"${key}" is in several of its parts, the last ${part}`;
    return `These files are not the parts of one model: ${what}. Open each part of one model once, all together.`;
  },
  'part-alone': ({ index, total }) =>
    `This file is part ${index} of ${total}: open the parts together.`,
  'part-index': ({ name }) =>
    `${name === null ? 'The file' : `"${name}"`} is not the index of a model in parts. Open the parts together with their .index.json, or without any.`,
} satisfies Partial<Messages>;

/** Weights that do not arrive. */
export const download = {
  'download-unreachable': ({ file }) =>
    `Could not download ${file}: the network is down, the address is wrong, or its server does not allow other pages to read it (CORS). Check the connection, or download the file yourself and open it.`,
  'download-not-found': ({ url, status }) =>
    `There is no file at ${url} (${status}). Check the address, or choose another model.`,
  'download-refused': ({ file, status }) =>
    `The server answered ${status} instead of sending ${file}. Check the address and whether it needs a login.`,
  'download-server': ({ file, status }) =>
    `The server answered ${status} instead of sending ${file}. Try again later.`,
  'download-html': ({ file }) =>
    `The server sent a web page instead of ${file}. Check the address and whether it needs a login.`,
  'download-stalled': ({ file, milliseconds }) =>
    `No data of ${file} arrived for ${Math.round(milliseconds / 1000)} s. Check the network connection and try again.`,
  'download-broken': ({ file }) =>
    `The connection broke while ${file} was downloading. Check the network connection and try again.`,
  'download-length': ({ file, bytes, expected }) =>
    `The server sent ${bytes ?? `more than ${expected}`} bytes of ${file} instead of ${expected}. The file there is not the published one: try again later, or choose another model.`,
  'download-large': ({ url, bytes, most }) =>
    `The file at ${url} is announced with ${bytes} bytes, more than the limit of ${most}. Choose another model.`,
  'download-integrity': ({ url }) =>
    `The file at ${url} is not the published one: its SHA-256 does not match, twice. Try again later, or choose another model.`,
} satisfies Partial<Messages>;

import { phrase, type Messages, type ParamsOf, type Sentences } from '../messages.ts';
import { shaped } from '../notation.ts';

const AGAIN = '请从来源重新获取该文件。';
const SAVE_STATE_DICT = '请用 torch.save 保存 model.state_dict()，再打开。';
const SAVE_ALONE = '请用 torch.save 单独保存 model.state_dict()，再打开。';

const PICKLE_FAULTS: Sentences<ParamsOf<'pickle-malformed'>['fault']> = {
  'storage-form': () => '一个 storage 的描述方式与 PyTorch 不符',
  'tensor-form': () => '一个张量的步长为负，或描述方式与 PyTorch 不符',
  'parameter-form': () => '一个 Parameter 不是张量',
  'attributes-form': () => '一个带属性的张量的描述方式与 PyTorch 不符',
  'pairs-form': () => '一个字典不是由键值对构成的',
  'collection-form': () => '一个字典或集合由别的东西构成',
  text: () => '其中的一段文本不是 UTF-8',
  integer: ({ bytes }) => `其中有一个 ${bytes} 字节的整数`,
  'global-end': () => '一个全局名没有结尾',
  'global-name': () => '一个全局名不是文本',
  leftover: () => '末尾有剩余的值',
  protocol: ({ protocol }) => `它使用 pickle 协议 ${protocol}`,
  'set-item': () => '向不是集合的对象添加了元素',
  'list-item': () => '向不是列表的对象追加了元素',
  'dict-item': () => '向不是字典的对象写入了键值',
  'key-without-value': () => '其中一个键没有值',
  key: () => '其中一个对象不能作为键',
  stack: () => '栈下溢',
  mark: () => '缺少一个 mark',
  memo: ({ index }) => `memo 中没有第 ${index} 项`,
  'storage-twice': ({ storage }) => `storage ${storage} 有两种不同的描述`,
  arguments: () => '调用的参数不是元组',
  callee: () => '被调用的对象不是全局名',
  attributes: () => '给没有属性的对象设置了属性',
  end: () => '描述在结束之后还有内容',
  'storage-size': ({ storage, bytes, expected }) =>
    `storage ${storage} 有 ${bytes} 字节，应为 ${expected} 字节`,
  'storage-missing': ({ storage }) =>
    storage === null ? '缺少一个 storage' : `缺少 storage ${storage}`,
  size: ({ most }) => `描述超过 ${most} 字节`,
  version: () => '格式版本未知',
  'storage-list-missing': () => '缺少 storage 列表',
  'storage-list': () => 'storage 列表有误',
  'storage-length': () => '一个 storage 的长度有误',
  'bytes-after': () => '最后一个 storage 之后还有数据',
};

const ZIP_FAULTS: Sentences<ParamsOf<'zip-damaged'>['fault']> = {
  'directory-size': () => '目录过大',
  'directory-cut': () => '目录不完整',
  'directory-more': () => '目录中除条目外还有别的内容',
  'directory-outside': () => '目录位于文件之外',
  unpacked: ({ bytes }) => `解压后将有 ${bytes} 字节，远多于权重所需`,
  contradiction: ({ entry }) => `目录与“${entry}”的头部互相矛盾`,
  packing: ({ entry }) => `“${entry}”无法解压`,
  checksum: ({ entry }) => `“${entry}”的校验和不符`,
  volume: () => '它是分卷压缩包中的一卷',
  'size-missing': ({ entry }) => `缺少“${entry}”的大小`,
  twice: ({ entry }) => `“${entry}”出现了两次`,
  overlap: ({ entry }) => `“${entry}”与相邻条目重叠`,
};

const HEADER_FAULTS: Sentences<ParamsOf<'safetensors-header'>['fault']> = {
  size: ({ bytes, most }) => `文件头声明有 ${bytes} 字节，超过上限 ${most} 字节`,
  json: () => '文件头不是 JSON',
  object: () => '文件头不是 JSON 对象',
  entry: ({ tensor }) => `“${tensor}”的条目不是对象`,
  shape: ({ tensor, most }) => `“${tensor}”的形状不是至多 ${most} 个整数的列表`,
  offsets: ({ tensor }) => `“${tensor}”的 data_offsets 不是两个递增的整数`,
};

type Found = NonNullable<ParamsOf<'not-checkpoint'>['found']>;

const STRANGERS: Record<Exclude<Found, 'zip' | 'pickle'>, string> = {
  'git-lfs': ' Git LFS 指针：权重本身还在服务器上',
  gzip: ' gzip 压缩文件：请先解压',
  hdf5: ' Keras 写出的 HDF5 文件',
  bzip2: ' bzip2 压缩文件：请先解压',
  xz: ' xz 压缩文件：请先解压',
  '7z': ' 7z 压缩包：请先解压',
  rar: ' RAR 压缩包：请先解压',
  zstandard: ' Zstandard 压缩文件：请先解压',
  numpy: ' NumPy 数组',
  gguf: ' GGUF 语言模型',
  pdf: ' PDF 文档',
  png: ' PNG 图片：请作为图片打开',
  jpeg: ' JPEG 图片：请作为图片打开',
  webp: ' WebP 图片：请作为图片打开',
  markup: '网页或 XML 文本：下载到的多半是错误页面',
  json: ' JSON 文本',
  tar: ' tar 归档：请先解包，再打开其中的文件',
};

const LIMITED: Record<Exclude<ParamsOf<'pickle-limit'>['limit'], 'bytes'>, string> = {
  operations: '次操作',
  stack: '个栈中的值',
  marks: '个未闭合的 mark',
  memo: '个 memo 项',
};

const invalid = (what: string) => `这不是有效的 safetensors 文件：${what}。${AGAIN}`;

/** Files that are no checkpoint, or a broken one. */
export const checkpoint = {
  'torch-tar': () =>
    '这是 PyTorch 在 2017 年以前写出的 tar 文件，本应用不读取。请用 PyTorch 载入，重新保存后再打开。',
  'not-checkpoint': ({ found, inside }) => {
    if (inside !== undefined) return `这是 zip 压缩包，里面有“${inside}”：请先解压，再打开它。`;
    if (found === 'zip')
      return '这个 zip 文件不是 PyTorch 检查点。请直接打开 .pth、.pt 或 .safetensors 文件。';
    if (found === 'pickle')
      return `这是 Python 的 pickle 文件，但不是 PyTorch 检查点。${SAVE_STATE_DICT}`;
    const but = found === null ? '' : `，而是${STRANGERS[found]}`;
    return `这不是检查点${but}。请打开 vHeat 或 ViT 的 .pth、.pt 或 .safetensors 文件。`;
  },
  'no-weights': () => `这个文件里没有权重：没有找到 state_dict。${SAVE_STATE_DICT}`,
  'no-variant': ({ variant, variants }) =>
    `这个检查点里没有名为“${variant}”的权重；${variants.length > 0 ? `有的是 ${variants.join('、')}` : '它只有一组权重'}。请从中选择。`,
  torchscript: () => `这是 TorchScript 程序，不是检查点。${SAVE_STATE_DICT}`,
  'big-endian': () => '这个检查点是在大端序机器上保存的，本应用不读取。请在普通计算机上重新保存。',
  'pickle-forbidden': ({ object, key }) =>
    key === null
      ? `这个检查点要调用 Python 对象“${object}”，而权重用不到它。没有运行任何代码，文件被拒绝。如果你信任文件的来源，${SAVE_ALONE}`
      : `权重“${key}”由 Python 对象“${object}”生成，本应用不认识它，也从不运行它。${SAVE_ALONE}`,
  'pickle-malformed': ({ fault }, say) =>
    `这个检查点已损坏，或不是由 PyTorch 生成的：${phrase(PICKLE_FAULTS, fault, say)}。${AGAIN}`,
  'pickle-limit': ({ limit, most }) =>
    limit === 'bytes'
      ? `这个检查点的描述超过 ${most} 字节，远多于权重所需，文件被拒绝。${SAVE_ALONE}`
      : `这个检查点的描述需要超过 ${most} ${LIMITED[limit]}，远多于权重所需，文件被拒绝。${SAVE_ALONE}`,
  'pickle-opcode': ({ opcode }) =>
    `这个检查点使用了 pickle 操作码 0x${opcode.toString(16).padStart(2, '0')}，而权重用不到它，文件被拒绝。${SAVE_STATE_DICT}`,
  'pickle-truncated': () => '这个检查点的描述部分被截断。可能是下载或复制中断了，请重新获取。',
  'tensor-kind': ({ key, kind }) =>
    `权重“${key}”是本应用不读取的一类张量（${kind}）。请把它转成普通张量（.to_dense()、.dequantize()），重新保存检查点后再打开。`,
  'tensor-type': ({ key, type }) =>
    `张量“${key}”的元素类型是 ${type}，本应用不读取。请把模型转换为 float32，再重新保存。`,
  'tensor-total': ({ times }) =>
    `这个检查点的张量需要的内存超过文件大小的 ${times} 倍，文件被拒绝。${SAVE_ALONE}`,
  'tensor-bounds': ({ tensor }) => `张量“${tensor}”超出了数据的末尾。文件已损坏，请重新获取。`,
  'zip-compressed': ({ entry, method }) =>
    `这个检查点被重新打包过，打包方式本应用不读取（“${entry}”使用方法 ${method}）。请解压后不加压缩地重新打包，或用 torch.save 重新保存。`,
  'zip-large': () => `这个检查点大于 4 GB 或超过 65,000 个条目，本应用不读取。${SAVE_ALONE}`,
  'zip-name': ({ entry }) =>
    `这个检查点里有名为“${entry}”的文件，PyTorch 从不这样写，文件被拒绝。${AGAIN}`,
  'zip-encrypted': () => '这个检查点是加密的 zip 文件。请先解密，或用 torch.save 重新保存。',
  'zip-damaged': ({ fault }, say) =>
    `这个检查点是损坏的 zip 文件：${phrase(ZIP_FAULTS, fault, say)}。${AGAIN}`,
  'safetensors-name': ({ tensor }) =>
    `这个 safetensors 文件里有名为“${tensor}”的张量，这是不允许的。${AGAIN}`,
  'safetensors-dtype': ({ tensor, dtype }) =>
    `张量“${tensor}”的元素类型是 ${String(dtype)}，本应用不读取。请把文件转换为 float32 或 float16。`,
  'scale-shape': ({ tensor, shape, scale }) =>
    `张量“${tensor}”以 8 位存储，但其缩放系数的形状是 ${shaped(scale)}，与张量自身的 ${shaped(shape)} 不符。请把文件转换为 float32 或 float16。`,
  'safetensors-size': ({ tensor, shape, bytes, expected }) =>
    `张量“${tensor}”有 ${bytes} 字节，而形状 ${shaped(shape)} 需要 ${expected} 字节。文件已损坏，请重新获取。`,
  'safetensors-header': ({ fault }, say) => invalid(phrase(HEADER_FAULTS, fault, say)),
  'safetensors-gap': ({ tensor, bytes }) => invalid(`张量“${tensor}”之前有 ${bytes} 字节的空隙`),
  'safetensors-overlap': ({ tensor }) => invalid(`张量“${tensor}”与另一个张量重叠`),
  'safetensors-trailing': ({ bytes }) => invalid(`最后一个张量之后还有 ${bytes} 字节`),
  'float16-range': ({ tensor, value }) =>
    `张量“${tensor}”含有 ${value}，float16 存不下它。请把文件写成 float32。`,
  'part-missing': ({ parts, missing }) => {
    const none = missing.length === parts;
    const shown = missing.slice(0, 5).join('、') + (missing.length > 5 ? ' …' : '');
    return `这个模型分成 ${parts} 个分片，${none ? '一个也没有' : `缺少 ${missing.length} 个`}：${shown}。请把所有分片一起打开。`;
  },
  'part-twice': ({ key, part }) => {
    const what =
      key === undefined || part === undefined
        ? '有一个分片打开了两次'
        : `“${key}”出现在多个分片里，最后一个是 ${part}`;
    return `这些文件不是同一个模型的分片：${what}。请把同一个模型的分片各打开一次，并一起打开。`;
  },
  'part-alone': ({ index, total }) =>
    `这个文件是 ${total} 个分片中的第 ${index} 个：请把所有分片一起打开。`,
  'part-index': ({ name }) =>
    `${name === null ? '该文件' : `“${name}”`}不是分片模型的索引。请把分片与它们的 .index.json 一起打开，或不带任何索引打开。`,
} satisfies Partial<Messages>;

/** Weights that do not arrive. */
export const download = {
  'download-unreachable': ({ file }) =>
    `无法下载 ${file}：网络不通，地址有误，或它的服务器不允许其他网页读取（CORS）。请检查连接，或自行下载文件再打开。`,
  'download-not-found': ({ url, status }) =>
    `${url} 处没有文件（${status}）。请检查地址，或选择另一个模型。`,
  'download-refused': ({ file, status }) =>
    `服务器没有送出 ${file}，而是回答 ${status}。请检查地址，以及是否需要登录。`,
  'download-server': ({ file, status }) =>
    `服务器没有送出 ${file}，而是回答 ${status}。请稍后再试。`,
  'download-html': ({ file }) =>
    `服务器送来的是网页，而不是 ${file}。请检查地址，以及是否需要登录。`,
  'download-stalled': ({ file, milliseconds }) =>
    `已有 ${Math.round(milliseconds / 1000)} 秒没有收到 ${file} 的数据。请检查网络连接，再试一次。`,
  'download-broken': ({ file }) => `下载 ${file} 时连接中断。请检查网络连接，再试一次。`,
  'download-length': ({ file, bytes, expected }) =>
    `服务器送来的 ${file} 有 ${bytes ?? `超过 ${expected}`} 字节，应为 ${expected} 字节。那里的文件不是发布的那一个：请稍后再试，或选择另一个模型。`,
  'download-large': ({ url, bytes, most }) =>
    `${url} 处的文件声明有 ${bytes} 字节，超过上限 ${most} 字节。请选择另一个模型。`,
  'download-integrity': ({ url }) =>
    `${url} 处的文件不是发布的那一个：SHA-256 两次都不符。请稍后再试，或选择另一个模型。`,
} satisfies Partial<Messages>;

import type { Messages, ParamsOf } from './messages.ts';
import { FORMATS } from './notation.ts';
import { api, app } from './zh/app.ts';
import { checkpoint, download } from './zh/checkpoint.ts';
import { backends, engine } from './zh/engine.ts';
import { image } from './zh/image.ts';
import { model } from './zh/model.ts';

const cutPhoto = (format: keyof typeof FORMATS) =>
  `这个 ${FORMATS[format]} 文件不完整：图片缺了一部分。`;

const CUT: Record<ParamsOf<'truncated'>['file'], string> = {
  jpeg: cutPhoto('jpeg'),
  png: cutPhoto('png'),
  gif: cutPhoto('gif'),
  webp: cutPhoto('webp'),
  bmp: cutPhoto('bmp'),
  avif: cutPhoto('avif'),
  heic: cutPhoto('heic'),
  'torch-legacy': '这个检查点不完整，尾部被截断。',
  'torch-zip': '这个检查点不完整，缺少 zip 目录。',
  safetensors: '这个 safetensors 文件不完整，尾部被截断。',
};

/** The codes that several folders throw. */
const shared = {
  superseded: ({ of }) => (of === 'picture' ? '已换成更新的图片。' : '已由更新的请求取代。'),
  empty: ({ file }) => (file === 'photo' ? '文件是空的。请换一张照片。' : '文件是空的。'),
  truncated: ({ file }) => `${CUT[file]}可能是下载或复制中断了，请重新获取。`,
  'input-size': ({ fault, size, allowed }) => {
    switch (fault) {
      case 'stride':
        return `输入尺寸 ${size} 像素不能划分成整数个词元。请选择 ${allowed} 的倍数。`;
      case 'inference-form':
        return `这个检查点是推理形式，只能用 ${allowed} 像素的输入。要用 ${size} 像素，请打开它的训练形式。`;
      case 'fixed':
        return `这个 ViT 只接受 ${allowed} 像素的输入，不接受 ${size} 像素。请不要指定输入尺寸。`;
      case 'range':
        return `输入尺寸 ${size} 像素太大或太小。请选择 32 的倍数，最大 ${allowed}。`;
      default:
        return fault satisfies never;
    }
  },
  'no-classifier': (params) => {
    switch (params.asked) {
      case 'forward':
        return '这是骨干网络，没有分类头，不能说出图中是什么。请打开为分类训练的检查点。';
      case 'predictions':
        return `${params.network} 是骨干网络，没有分类头，不能说出图中是什么。请载入能分类的网络。`;
      case 'labels':
        return `${params.network} 是骨干网络，没有可以命名的类别。请先载入能分类的网络，再打开它的类别名文件。`;
      default:
        return params satisfies never;
    }
  },
  'model-unknown': ({ asked, id }) => {
    const file = id.startsWith('file:') ? id.slice('file:'.length) : null;
    if (asked === 'link')
      return file === null
        ? '链接中指定的模型不在这里，改用内置模型。'
        : `链接中指定的检查点“${file}”没有保存在这个浏览器里：请重新打开它的文件。现在使用内置模型。`;
    return file === null
      ? `本应用没有提供名为“${id}”的模型。`
      : `检查点“${file}”没有保存在这个浏览器里。请重新打开它的文件。`;
  },
} satisfies Partial<Messages>;

/** Every sentence in Chinese. */
export const zh: Messages = {
  ...shared,
  ...app,
  ...api,
  ...checkpoint,
  ...download,
  ...image,
  ...model,
  ...backends,
  ...engine,
};

import type { Messages, ParamsOf } from '../messages.ts';
import { count, FORMATS } from '../notation.ts';

const NO_PHOTO: Record<ParamsOf<'not-an-image'>['found'], string> = {
  html: '这是网页，不是照片。请把图片本身存下来，再打开那个文件。',
  pdf: '这是 PDF 文档，不是照片。请把其中的图片存为 JPEG 或 PNG，再打开。',
  video: '这是视频，不是照片。请把其中一帧存为 JPEG 或 PNG，再打开。',
  text: '这是文本文件，不是照片。请选择 JPEG、PNG、WebP、AVIF、GIF 或 BMP 文件。',
  unknown: '无法识别为照片。请选择 JPEG、PNG、WebP、AVIF、GIF 或 BMP 文件。',
};

const UNSUPPORTED: Record<ParamsOf<'unsupported-format'>['format'], string> = {
  heic: '这个浏览器打不开 HEIC 照片。请转换为 JPEG，再打开。',
  tiff: '浏览器不显示 TIFF 照片。请转换为 JPEG 或 PNG，再打开。',
  jxl: '浏览器不显示 JPEG XL 照片。请转换为 JPEG 或 PNG，再打开。',
};

/** What a status of HTTP means to whoever wanted a photo. */
function deniedBy(status: number): string {
  if (status === 404 || status === 410) return '这个地址没有照片';
  if (status === 401 || status === 403) return '服务器不对所有人提供这张照片';
  if (status === 429) return '服务器收到的请求太多';
  return '服务器未能送出照片';
}

/** Photos that cannot be opened, and what is told of those that can. */
export const image = {
  unreadable: () => '无法读取该文件：它可能是文件夹，或已被移动、修改。请重新选择。',
  'file-too-large': ({ bytes, most }) =>
    `文件比一般照片大得多（${Math.ceil(bytes / 1e6)} MB，上限 ${most / 1e6} MB）。请存小一些，例如存为 JPEG。`,
  'too-many-pixels': ({ width, height, of, most }) => {
    const size = `${count(width)} × ${count(height)} 像素`;
    return of === 'photo'
      ? `照片太大：${size}，即 ${count(Math.ceil((width * height) / 1e6))} 百万像素，上限是 ${most / 1e6}。请存小一些再打开。`
      : `照片太长：${size}，每边上限 ${count(most)} 像素。请裁剪后再打开。`;
  },
  'not-an-image': ({ found }) => NO_PHOTO[found],
  svg: () => '这是 SVG 图形，其中可能含有程序，因此不打开。请存为 PNG，再打开。',
  'unsupported-format': ({ format }) => UNSUPPORTED[format],
  damaged: ({ format, fault }) => {
    const name = FORMATS[format];
    if (fault === 'header')
      return `这个 ${name} 文件已损坏：文件头没有给出照片的大小。请从来源重新获取。`;
    if (fault === 'data') return `这个 ${name} 文件已损坏，无法解码。请从来源重新获取。`;
    return `这个 ${name} 文件里什么也看不到：它完全透明，或已损坏。请换一张照片。`;
  },
  address: () => '这不是完整的网址。网址应以 https:// 开头，并指向一张照片。',
  scheme: ({ protocol }) =>
    protocol === 'file:'
      ? '网页不能打开 file: 地址。请选择文件，或把它拖到窗口里。'
      : `以 ${protocol} 开头的地址不予打开。请使用以 https:// 开头的地址。`,
  offline: () => '设备处于离线状态，无法下载照片。请打开文件或示例照片。',
  'mixed-content': () =>
    '本页是安全页面，浏览器不允许它从 http: 地址载入内容。请使用 https: 地址，或先下载照片再打开文件。',
  unreachable: ({ fault, host }) => {
    if (fault === 'broken') return '下载照片时连接中断。请再试一次。';
    if (fault === 'forgotten') return '这张照片已不在浏览器的内存中。请重新打开。';
    return `无法连接到 ${host}。请检查地址，或先下载照片再打开文件。`;
  },
  cors: ({ host }) =>
    `${host} 不允许其他网页读取它的照片（没有 CORS 响应头）。请先下载照片，再打开文件。`,
  'http-status': ({ status }) =>
    `${deniedBy(status)}（HTTP ${status}）。${status === 429 || status >= 500 ? '请稍后再试' : '请检查地址'}。`,
  stalled: ({ host, milliseconds }) =>
    `已有 ${milliseconds / 1000} 秒没有收到${host ? ` ${host} ` : '该地址'}的数据。请稍后再试，或先下载照片再打开文件。`,
  'html-page': () => '这个地址指向网页，而不是照片。请复制图片本身的地址再试。',
  'ends-early': ({ coarse }) =>
    coarse
      ? '文件尾部被截断：画面没有缺失，但可能比原来粗糙。'
      : '文件尾部被截断，但画面没有缺失。',
  'first-frame': () => '只使用动画的第一帧。',
  transparent: () => '透明部分以白色为底。',
} satisfies Partial<Messages>;

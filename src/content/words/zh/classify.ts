import type { Words } from '../words.ts';

export const classify: Words['classify'] = {
  title: '分类',
  result: {
    label: '结果',
    title: '网络认为这是什么',
    loading: (loaded) => `正在载入网络：${loaded}`,
    preparing: '正在准备网络…',
    beforehand: '由同一网络预先算好，网络就绪后即被替换。',
    notAsTrained: (knobs, where) => `${where ?? '整个网络'}使用 ${knobs}，与训练时不同。`,
    noHeat: (knobs) => `${knobs} 对它没有影响：它用注意力，不传导热量。`,
    facts: (time, backend, model, input) =>
      `一次推理用时 ${time}${backend === null ? '' : `（${backend}）`}，网络为 ${model}，输入 ${input}。`,
    allClasses: (classes) => `全部 ${classes} 个类别`,
    hideClasses: '收起类别',
  },
  classes: {
    label: '全部类别',
    search: '搜索类别',
    count: (classes) => `${classes} 个类别`,
    found: (found, classes) => `${classes} 个类别中的 ${found} 个`,
  },
  photo: {
    untitled: '照片',
    show: '照片的显示方式',
    centre: '照片中央',
    whole: '整张照片',
    crop: (pixels) => `网络看到的，${pixels} px`,
    described: (title, alt) => `${title}：${alt}`,
    describedCrop: (title, width, height) =>
      `${title}，与网络看到的完全一样：${width} × ${height} 像素`,
  },
  sources: {
    choose: '选择图片',
    webcam: '摄像头',
    address: '网址',
    hint: '也可以把图片拖放或粘贴到任何地方。图片不会离开这台设备。',
  },
  address: {
    title: '按网址打开图片',
    label: '图片的网址',
    hint: '浏览器会向那个网站请求图片。该网站必须允许其他页面读取（CORS）；如果不允许，请先保存图片，再打开文件。',
    open: '打开',
  },
  webcam: {
    title: '摄像头',
    picture: '摄像头画面',
    take: '拍照',
    still: '摄像头照片',
    refusals: {
      NotAllowedError: '没有使用摄像头的权限。请在浏览器地址栏中允许，或改为选择文件。',
      NotFoundError: '没有找到摄像头。请连接一个，或改为选择文件。',
      NotReadableError: '摄像头正被其他程序使用。请关闭那个程序后再试。',
      other: '摄像头无法启动。请改为选择文件。',
    },
  },
};

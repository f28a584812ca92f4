import type { Words } from '../words.ts';

export const app: Words['app'] = {
  name: 'vHeat Explorer',
  views: '视图',
  skip: '跳到视图',
  drop: '把图片、检查点或类别名文件拖到这里',
  viewStopped: (reason) => `这个视图停止了：${reason}`,
  showAgain: '重新显示',
  showNewVersion: '显示新版本',
  loadingView: '正在载入视图…',
  openInTab: '在新标签页中打开',

  menu: '菜单',
  chooseModel: '换一个模型',
  tour: { name: '导览', title: '导览：十章' },
  present: { name: '演示', title: '演示模式（P）' },
  theme: '切换深色与浅色',
  language: { lang: 'en', name: 'EN', title: 'Switch to English' },

  backend: {
    label: '计算后端',
    starting: '正在启动',
    threads: (backend, threads) => `${backend}，${threads} 个线程`,
    runs: (backend) => `**${backend}** 在这台设备的后台运行网络。`,
    gpu: (adapter) => `GPU：${adapter}。`,
    oneThread: {
      few: '单线程：最多使用一半的处理器核心，而这台设备的核心不多。',
      notIsolated: '单线程：多线程需要跨源隔离；单独打开本页时，从第二次访问起就有。',
    },
  },

  knobs: {
    reset: '复原',
    title: '恢复训练时的时间和扩散率',
  },

  progress: {
    label: '载入',
    phases: {
      download: '正在下载',
      read: '正在读取',
      prepare: '正在准备网络',
    },
    bytes: (loaded, total, rate) => `${loaded}${total === null ? '' : ` / ${total}`}，${rate}/s`,
    cancel: '取消',
  },

  notices: {
    note: '提示',
    dismiss: '关闭提示',
    nothingRuns: '没有网络在运行。页面需要一个网络才能显示内容。',
    startAgain: '重新启动',
    tryAgain: '再试一次',
  },

  update: {
    name: '新版本',
    here: '有新版本了。',
    over: '有新版本了。重新载入页面之前，当前版本的某些部分可能缺失。',
  },

  embedder: {
    name: '给外层页面的结果',
    nameless: '外层页面',
    asks: (site) =>
      `**${site}** 请求查看网络对你自己的照片或检查点给出的结果。文件本身不会离开这里。`,
    allow: '允许',
    notNow: '暂不',
  },

  about: {
    title: '关于与引用',
    what: 'vHeat 靠热传导来“看”：每一层对特征图做余弦变换，让每个频率按 exp(−ω²kt) 衰减（扩散率 k 是学到的），再变换回来。本页就在你的浏览器里运行这样的网络。图片不会离开这台设备。',
    cite: '引用论文',
    copy: '复制 BibTeX',
    copied: '已复制',
    refused: '此处不允许复制：请手动选中上面的文字',
    weights: '权重',
    theNetwork: '该网络',
    photos: '照片',
    photosFree: '示例照片可以自由使用：',
    credits: '来源与许可',
    libraries: '本程序用到的第三方库：',
    licences: '许可证',
    afresh: '重新开始',
    reset: '全部复原',
  },

  offline: {
    title: '没有网络时',
    label: '离线保存',
    keeping: '正在保存网络模型',
    possible: '程序以及用过的网络模型和照片已经保存，下次没有网络也能打开。',
    running: (loaded, total) => `正在保存网络模型：${loaded} / ${total}。`,
    everything: (bytes) => `全部已保存：程序、照片和 ${bytes} 的网络模型。`,
    failed: '没能全部保存：连接中断，或浏览器空间不足。请再试一次。',
    keep: (bytes) => `全部保存以便离线使用（网络模型 ${bytes}）`,
  },

  black: '屏幕已变黑；按 B 或点击继续',
  keys: {
    title: '快捷键',
    present: '进入或退出演示',
    fullScreen: '全屏',
    black: '演示时黑屏',
    theme: '深色或浅色',
    views: '各视图；导览中为各章',
    space: '播放或暂停；导览中前进一步',
    arrows: '时间前后一步；导览中前后一步',
    ends: '时间 0 和 64',
    escape: '先退出打开的内容，再退出演示',
    keys: '这张快捷键表',
  },
};

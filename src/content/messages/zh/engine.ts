import { phrase, type Messages, type ParamsOf, type Sentences } from '../messages.ts';
import { sides } from '../notation.ts';

const NO_WEBGPU: Record<ParamsOf<'no-webgpu'>['why'], string> = {
  'no-api': '这个浏览器没有 WebGPU。',
  insecure: 'WebGPU 需要安全页面（https 或 localhost）。',
  'no-adapter': '浏览器没有找到可用于 WebGPU 的 GPU。',
  'no-answer': 'WebGPU 请求 GPU 时没有得到响应。',
};

const SELF_TEST_FAULTS: Sentences<ParamsOf<'self-test'>['fault']> = {
  zeros: () => '所有结果都是零',
  off: ({ by }) => `一个已知结果偏差 ${by.toPrecision(2)}`,
  'gpu-error': ({ detail }) => detail,
};

const GONE: Record<ParamsOf<'engine-gone'>['fault'], string> = {
  silent: '运行网络的引擎没有响应。',
  unloadable:
    '运行网络的引擎程序无法载入：连接中断，服务器没有给出它，或本页比服务器上的版本旧。若再次出现，请重新载入页面。',
  ended: '运行网络的引擎已停止：它被浏览器终止了，多半是因为内存不足。',
  absent: '运行网络的引擎没有在运行。',
};

const CANCELLED: Record<ParamsOf<'cancelled'>['of'], string> = {
  load: '已取消载入。',
  field: '已取消感受野的计算。',
  measurement: '已取消测量。',
};

const DESCRIBED: Record<ParamsOf<'not-json'>['of'], string> = {
  model: '模型描述',
  catalogue: '模型目录',
  id: '名称',
  labels: '类别名列表',
  outliers: '对类别之外图片的测量',
  evidence: '实测数据',
};

/** Backends and what is wrong with them. */
export const backends = {
  'no-backend': ({ failures }, say) =>
    `在这个浏览器里找不到运行网络的方法。${failures.map(say).join('')}`,
  'not-active': ({ backend }) => `${backend} 未能激活`,
  'not-packaged': ({ backend }) => `程序包里没有 ${backend}`,
  'no-adapter': () => '浏览器没有找到 GPU',
  'start-timeout': ({ milliseconds }) => `${milliseconds / 1000} 秒内没有响应`,
  'gpu-fault': () => 'GPU 没有返回数值。',
  'no-webgpu': ({ why }) => NO_WEBGPU[why],
  'emulated-gpu': ({ adapter }) =>
    `这个 GPU（${adapter}）是由处理器模拟的，在它上面 WebGPU 比 WebAssembly 慢。`,
  forced: () => '这是地址中指定的。',
  'wasm-speed': () => 'WebAssembly 处理一张照片需要几十毫秒。',
  'slow-backend': () => '处理一张照片需要数秒。',
  'gpu-lost': () => 'GPU 两次丢失。',
  'gpu-error': ({ detail }) => `GPU 报告了错误（${detail}）。`,
  'self-test': ({ backend, fault }, say) =>
    `${backend} 未通过自检：${phrase(SELF_TEST_FAULTS, fault, say)}。`,
  'start-failed': ({ backend, reason }, say) => `${backend} 无法启动：${say(reason)}。`,
} satisfies Partial<Messages>;

/** Calls that the engine cannot answer, and what it tells by itself. */
export const engine = {
  cancelled: ({ of }) => CANCELLED[of],
  'not-started': () => '引擎没有启动。',
  'engine-gone': ({ fault }) => `${GONE[fault]}请重新启动：你的照片和设置都还在。`,
  'no-model': () => '还没有载入网络。',
  'no-image': () => '还没有打开照片。',
  'no-vheat': () => '没有载入 vHeat 网络。',
  'no-vit': () => '没有载入 ViT。',
  'not-loaded': () => '网络不在计算设备上。',
  'no-such-stage': ({ network, stage }) => `${network} 没有第 ${stage + 1} 阶段。`,
  'no-such-block': ({ network, stage, block }) =>
    `${network} 的第 ${stage + 1} 阶段没有第 ${block + 1} 块。`,
  'no-such-cell': ({ grid, cell }) =>
    `网格有 ${sides(grid)} 个单元，其中没有 (${cell.map((i) => i + 1).join(', ')})。`,
  'no-gradient': () => '这个网络在此处的梯度不是数值。',
  'network-changed': () => '测量的网络已换成另一个。请重新测量。',
  'input-large': ({ network, asked, bytes }) =>
    `在这个输入尺寸下，${asked === 'forward' ? `${network} ` : `计算 ${network} 的感受野`}约需 ${Math.ceil(bytes / 2 ** 30)} GB 内存，超出 WebAssembly 的上限。请在“模型”中为它选择较小的输入尺寸，或改用支持 WebGPU 的浏览器。`,
  'file-gone': () => '文件已无法读取：打开之后它被移动或修改了。请重新打开。',
  'kept-gone': ({ name }) => `浏览器为腾出空间删除了“${name}”。请重新打开它的文件。`,
  'not-json': ({ of, url }) =>
    `${url} 处的${DESCRIBED[of]}不是 JSON。请给出模型文件夹中 config.json 的地址。`,
  'model-config': ({ of, at, problem }) => `${DESCRIBED[of]}无效：${at ?? '整体'}：${problem}。`,
  'weights-not-numbers': () => '这个模型的部分权重不是数值：它的概率没有意义。',
  'weights-too-large': () => '这个模型的部分权重过大，计算会溢出：它的概率没有意义。',
  'weights-zero': () => '这个模型的权重全为零：它的概率没有意义。',
  'model-left-out': ({ models }, say) =>
    `以下模型未列入模型列表：${models.map(({ id, reason }) => `“${id}”（${say(reason)}）`).join('；')}。`,
  'not-kept': () => '浏览器不允许本页保存网络：下次访问时会重新下载。',
} satisfies Partial<Messages>;

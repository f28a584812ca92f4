import type { Messages, ParamsOf } from '../messages.ts';
import { misfits } from '../notation.ts';

const EXPORT_FAULTS = {
  'chart-gone': '图表已不在屏幕上。请先显示它，再导出。',
  'no-grid': '图表没有数值网格：请导出 CSV。',
  'no-encoder': '影片无法写出：这个浏览器没有适合这种格式和大小的编码器。请选 GIF，或更小的尺寸。',
  'not-drawn': '图片无法绘制：这个浏览器画不出构成它的 SVG。请改存为 SVG。',
};

const PLACES: Record<ParamsOf<'outside-network'>['places'][number]['what'], string> = {
  stage: '阶段',
  block: '块',
  channel: '通道',
  layer: '层',
  head: '注意力头',
};

/** What the app itself tells. */
export const app = {
  // Whoever threw it had no words of ours.
  internal: ({ detail }) => detail,
  'engine-slow': () => '运行网络的程序迟迟没有到达：连接太慢，或已中断。',
  'no-network': () => '这里无法运行任何网络。',
  'model-none': () => '本应用没有提供任何模型。',
  'model-replaced': ({ reason }, say) => `${say(reason)}现在运行的是内置模型。`,
  'model-warning': ({ warning }, say) => say(warning),
  'not-remembered': () =>
    '浏览器没有空间保存这个检查点，或不允许本页保存任何东西。页面关闭之前它一直可用。',
  samples: () => '无法读取示例照片。',
  'sample-unknown': () => '链接中指定的示例照片不在这里，改为显示第一张。',
  'image-note': ({ notes }, say) => notes.map(say).join(''),
  'several-files': ({ files, taken }) =>
    `一次收到 ${files} 个文件，打开的是${taken.map((name) => `“${name}”`).join('和')}。`,
  'nothing-to-open': () => '粘贴或拖入的内容里没有图片。',
  'labels-format': () =>
    '这个文件里没有类别名。请按类别顺序每行写一个名称，或写成由名称组成的 JSON 数组。',
  'labels-count': ({ labels, network, classes }) =>
    `文件中有 ${labels} 个名称，而 ${network} 有 ${classes} 个类别：名称保持不变。请打开属于这个模型的类别名文件。`,
  'no-labelled-pictures': ({ files }) =>
    `这 ${files} 个文件中，没有一张图片位于以网络的类别命名的文件夹里。请给出一个文件夹，其中每个类别一个子文件夹，以 synset、类别名或序号命名，例如 n01443537、goldfish 或 0。`,
  link: ({ refused }) => `链接中有不合要求的值，已忽略：${misfits(refused)}。`,
  'outside-network': ({ places }) => {
    const list = (parts: readonly string[]) => [...new Set(parts)].join('、');
    const asked = list(places.map(({ what, asked: at }) => `${PLACES[what]} ${at + 1}`));
    const shown = list(
      places.map(({ what, shown: at }) =>
        at === null ? `所有${PLACES[what]}的平均` : `${PLACES[what]} ${at + 1}`,
      ),
    );
    return `这个网络没有${asked}，改为显示${shown}。`;
  },
  'photo-missing': () =>
    '制作这个链接时用的是发送者自己的照片，链接里放不下它：请向对方索取文件，在这里打开。现在暂用当前照片代替。',
  'photos-missing': () =>
    '这个链接对发送者自己的多张照片取平均，链接里放不下它们：请向对方索取文件，在这里选择。现在暂用当前照片代替。',
  panels: (params) =>
    'unknown' in params
      ? `没有名为 ${params.unknown.join('、')} 的面板。可用的面板：${params.all.join('、')}。`
      : `要保留的面板（${params.elsewhere.join('、')}）都不在这个视图里，因此全部显示。`,
  'export-failed': (params) =>
    params.fault === 'too-large'
      ? `图片无法写出：${params.width} × ${params.height} 像素超出了这个浏览器的上限。请选择较小的尺寸。`
      : EXPORT_FAULTS[params.fault],
  'device-changed': () => '测量过程中计算设备变了。请重新测量。',
  'no-heat': ({ network }) => `${network} 没有热传导：时间对它不起作用。请选择另一种扰动。`,
  'sums-overflow': ({ network }) =>
    `${network} 在这张图片上的计算溢出了：得到的概率不是数值，没有意义。`,
} satisfies Partial<Messages>;

function misfit(what: string, { at, problem }: ParamsOf<'bad-image'>): string {
  return `${what}不合要求${at === null ? '' : `（${at}）`}：${problem}。`;
}

/** What `window.vheat` refuses. */
export const api = {
  'bad-image': (params) => misfit('传给 classify() 的图片', params),
  'bad-file': (params) => misfit('传给 open() 的文件', params),
  'bad-options': (params) => misfit(`传给 open() 的 ${params.argument} `, params),
  'bad-place': (params) => misfit('传给 capture() 的位置', params),
  'bad-question': (params) => misfit(`传给 ${params.of}() 的问题`, params),
  'bad-state': (params) =>
    'refused' in params
      ? `这些设置未知或超出范围：${misfits(params.refused)}。`
      : misfit('传给 setState() 的内容', params),
  'bad-event': (params) =>
    params.of === 'on' ? misfit('传给 on() 的事件', params) : '没有这个事件。',
  'bad-listener': (params) => misfit('传给 on() 的监听函数', params),
  private: () =>
    '照片或网络是读者自己的：在读者于框架内允许本网站查看之前，由它们得出的结果不会给出。',
  'not-ready': () => '还没有载入网络：请等待 ready()。',
} satisfies Partial<Messages>;

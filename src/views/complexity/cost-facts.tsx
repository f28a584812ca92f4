import { BENCHMARK, gridSide, mixingBytes } from '../../math/complexity.ts';
import type { LayerTiming, TimedPart } from '../../state/explorer.ts';
import { duration, megabytes, percent } from '../format/format.ts';
import { useWords } from '../language-context.ts';
import study from '../maps/study.module.css';
import { Prose } from '../prose.tsx';
import { macs } from './words.ts';
import { macsOf, spreadOf } from './series.ts';

interface Props {
  /** Side of the image in pixels. */
  readonly pixels: number;
  readonly timings: readonly LayerTiming[];
}

/** What one image size costs, heat beside attention. */
export function CostFacts({ pixels, timings }: Props) {
  const words = useWords().complexity.facts;
  const side = gridSide(pixels);
  const { channels, heads } = BENCHMARK;
  const bytes = mixingBytes(side, channels, heads);
  const time = (part: TimedPart) => {
    const found = timings.find((timing) => timing.part === part && timing.side === side);
    if (found === undefined) return '–';
    return `${duration(found.milliseconds)} ± ${percent(spreadOf(found))}`;
  };
  const rows: readonly (readonly [name: string, heat: string, attention: string])[] = [
    [words.mixing, macs(macsOf('heat', side)), macs(macsOf('attention', side))],
    [words.layer, macs(macsOf('heatLayer', side)), macs(macsOf('attentionLayer', side))],
    [words.memory, megabytes(bytes.heat), megabytes(bytes.attention)],
    [words.mixingTime, time('heat'), time('attention')],
    [words.layerTime, time('heatLayer'), time('attentionLayer')],
  ];
  const ratio = macsOf('attention', side) / macsOf('heat', side);
  return (
    <>
      <p>
        <Prose>{words.at(pixels, side, ratio.toFixed(1))}</Prose>
      </p>
      <table className={study.table}>
        <caption>{words.caption(pixels)}</caption>
        <thead>
          <tr>
            <td />
            <td>{words.heat}</td>
            <td>{words.attention}</td>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, heat, attention]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{heat}</td>
              <td>{attention}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={study.note}>{words.note(channels, heads)}</p>
    </>
  );
}

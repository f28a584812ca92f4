import { BENCHMARK, gridSide, mixingBytes } from '../../math/complexity.ts';
import type { LayerTiming, TimedPart } from '../../state/explorer.ts';
import { duration, megabytes } from '../format/format.ts';
import study from '../maps/study.module.css';
import { macs } from './words.ts';
import { macsOf } from './series.ts';

interface Props {
  /** Side of the image in pixels. */
  readonly pixels: number;
  readonly timings: readonly LayerTiming[];
}

/** What one image size costs, heat beside attention. */
export function CostFacts({ pixels, timings }: Props) {
  const side = gridSide(pixels);
  const { channels, heads } = BENCHMARK;
  const bytes = mixingBytes(side, channels, heads);
  const time = (part: TimedPart) => {
    const found = timings.find((timing) => timing.part === part && timing.side === side);
    return found === undefined ? '–' : duration(found.milliseconds);
  };
  const rows: readonly (readonly [name: string, heat: string, attention: string])[] = [
    ['mixing, multiply–adds', macs(macsOf('heat', side)), macs(macsOf('attention', side))],
    [
      'whole layer, multiply–adds',
      macs(macsOf('heatLayer', side)),
      macs(macsOf('attentionLayer', side)),
    ],
    ['mixing, memory', megabytes(bytes.heat), megabytes(bytes.attention)],
    ['mixing, time here', time('heat'), time('attention')],
    ['whole layer, time here', time('heatLayer'), time('attentionLayer')],
  ];
  const ratio = macsOf('attention', side) / macsOf('heat', side);
  return (
    <>
      <p>
        At {pixels} px an image is {side} × {side} = {side * side} tokens. To mix them, attention
        takes <strong>{ratio.toFixed(1)} times</strong> the multiply–adds of heat.
      </p>
      <table className={study.table}>
        <caption>One layer at {pixels} px</caption>
        <thead>
          <tr>
            <td />
            <td>heat</td>
            <td>attention</td>
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
      <p className={study.note}>
        Layers of {channels} channels, attention with {heads} heads. Memory: the largest array that
        mixing holds in float32, by formula: the decay of every frequency and channel, or the scores
        of every pair of tokens and head.
      </p>
    </>
  );
}

import { percent } from '../format/format.ts';
import { useWords } from '../language-context.ts';
import styles from '../maps/study.module.css';
import type { Spread } from './spread.ts';

interface Props {
  readonly heat: Spread | null;
  readonly attention: Spread | null;
  /** Pixels within which a map is called near. */
  readonly radius: number;
  /** Distance of attention from this patch to everywhere alike, in pixels. */
  readonly uniform: number;
}

/** The numbers of the patch and layers in view. */
export function PatchFacts({ heat, attention, radius, uniform }: Props) {
  const words = useWords().compare.facts;
  const rows: [string, string][] = [];
  for (const [name, spread] of [
    ['heat', heat],
    ['attention', attention],
  ] as const) {
    if (spread === null) continue;
    rows.push([
      words.distance[name],
      isFinite(spread.distance) ? `${spread.distance.toFixed(1)} px` : '–',
    ]);
    rows.push([words.within[name](radius), percent(spread.near)]);
  }
  rows.push([words.uniform, `${uniform.toFixed(1)} px`]);
  return (
    <section>
      <h2>{words.title}</h2>
      <dl className={styles.facts}>
        {rows.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

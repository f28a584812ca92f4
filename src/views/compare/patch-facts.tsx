import { meanDistance } from '../../math/attention.ts';
import { shareWithin, tokenAt } from '../../math/patch-heat.ts';
import { percent } from '../format/format.ts';
import styles from '../maps/study.module.css';
import type { LayerMap, Point } from './use-heat.ts';

const RADIUS_PX = 16;

interface Props {
  readonly patch: Point;
  readonly heat: LayerMap | null;
  readonly attention: LayerMap | null;
  readonly uniform: number;
}

/** Distance and concentration of a map around its patch, in pixels of a crop that is `side` pixels wide. */
function spread({ field, stride }: LayerMap, patch: Point) {
  if (field === null || field.kind === 'correlation') return null;
  const { data, height, width } = field;
  const token = tokenAt(patch, height, width);
  const spacing = field.kind === 'gradient' ? 1 : stride;
  return {
    distance: spacing * meanDistance(data, height, width, ...token),
    near: shareWithin(data, height, width, token, RADIUS_PX / spacing),
  };
}

/** The numbers of the patch and layers in view. */
export function PatchFacts({ patch, heat, attention, uniform }: Props) {
  const rows: [string, string][] = [];
  for (const [name, map] of [
    ['heat', heat],
    ['attention', attention],
  ] as const) {
    const numbers = map === null ? null : spread(map, patch);
    if (numbers === null) continue;
    rows.push([`${name}: mean distance`, `${numbers.distance.toFixed(1)} px`]);
    rows.push([`${name} within ${RADIUS_PX} px`, percent(numbers.near)]);
  }
  rows.push(['uniform attention', `${uniform.toFixed(1)} px`]);
  return (
    <section>
      <h2>This patch, these layers</h2>
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

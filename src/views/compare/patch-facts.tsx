import { meanDistance } from '../../math/attention.ts';
import { shareWithin, tokenAt } from '../../math/patch-heat.ts';
import type { VHeatInfo } from '../../state/explorer.ts';
import { percent } from '../format/format.ts';
import styles from '../maps/study.module.css';
import type { LayerMap, Point } from './use-heat.ts';

const RADIUS_PX = 16;

interface Props {
  readonly patch: Point;
  readonly heat: LayerMap | null;
  readonly attention: LayerMap | null;
  readonly uniform: number;
  readonly network: VHeatInfo | null;
  readonly stage: number;
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

/** The numbers of the patch and layers in view, and what one layer of each costs. */
export function PatchFacts({ patch, heat, attention, uniform, network, stage }: Props) {
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
  const grid = network?.stages[stage];
  const tokens = grid ? grid.size ** 2 : 0;
  return (
    <>
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
      {grid && (
        <section>
          <h2>
            Mixing {tokens} tokens of {grid.channels} channels
          </h2>
          <dl className={styles.facts}>
            <dt>
              conduction, 4·C·N<sup>1.5</sup>
            </dt>
            <dd>{((4 * grid.channels * tokens ** 1.5) / 1e6).toFixed(2)} M</dd>
            <dt>
              attention, 2·C·N<sup>2</sup>
            </dt>
            <dd>{((2 * grid.channels * tokens ** 2) / 1e6).toFixed(2)} M</dd>
          </dl>
          <p className={styles.note}>
            multiply–adds of one layer on the heat side’s grid, without the linear layers around it.
          </p>
        </section>
      )}
    </>
  );
}

import type { BlockHeat } from '../../math/block-heat.ts';
import type { VHeatInfo } from '../../state/explorer.ts';
import { useExplorerState } from '../explorer-context.ts';
import { knobText } from '../format/knobs.ts';
import { useWords } from '../language-context.ts';
import styles from './controls.module.css';

interface Props {
  readonly network: VHeatInfo;
  readonly block: BlockHeat;
}

/** Which mean of the learned diffusivity is which: over a channel's waves, a block's channels, and from block to block. */
export function MeanK({ network, block }: Props) {
  const words = useWords().diffuse.diffusivity.means;
  const channel = useExplorerState((s) => Math.min(s.channel, block.shape[2] - 1));
  const blocks = network.stages.flatMap(({ meanK }) => meanK);
  const range = words.range(knobText(Math.min(...blocks)), knobText(Math.max(...blocks)));
  return (
    <section aria-label={words.title}>
      <h2>{words.title}</h2>
      <dl className={styles.numbers}>
        <dt>{words.channel(channel + 1)}</dt>
        <dd>{knobText(block.statistics.meanK[channel])}</dd>
        <dt>{words.block}</dt>
        <dd>{knobText(network.stages[block.stage]?.meanK[block.block] ?? Number.NaN)}</dd>
        <dt>{words.network}</dt>
        <dd>{range}</dd>
      </dl>
    </section>
  );
}

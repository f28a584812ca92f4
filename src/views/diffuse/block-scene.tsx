import { useMemo, type ReactNode } from 'react';
import { pointSource, type BlockHeat } from '../../math/block-heat.ts';
import { tokenAt } from '../../math/patch-heat.ts';
import { isAsTrained, reaches } from '../../state/knobs.ts';
import { useExplorerState } from '../explorer-context.ts';
import { reachText } from '../format/knobs.ts';
import { useWords } from '../language-context.ts';
import { AnyPanel, Panel } from '../panel.tsx';
import { ChannelPanel } from './channel-panel.tsx';
import { MeanHeat } from './mean-heat.tsx';
import { Panels, useChannelHeat } from './panels.tsx';
import { SourceChoice } from './source-choice.tsx';
import styles from './diffuse.module.css';

const MAPS = ['maps', 'caption'] as const;

interface Props {
  readonly block: BlockHeat;
  /** The view's own switches, first in the bar. */
  readonly subject: ReactNode;
}

/** One block: its channel in view in four panels, and all its channels. */
export function BlockScene({ block, subject }: Props) {
  const { format, diffuse: words } = useWords();
  const patch = useExplorerState((s) => s.patch);
  const channel = useExplorerState((s) => Math.min(s.channel, block.shape[2] - 1));
  const elsewhere = useExplorerState((s) =>
    isAsTrained(s) || reaches(s, s.stage, s.block) ? null : reachText(s, format),
  );
  const range = useExplorerState((s) => s.range);
  const kind = useExplorerState((s) => s.source);
  const [h, w] = block.shape;
  const [row, column] = patch === null ? [null, null] : tokenAt(patch, h, w);
  const source = useMemo(
    () => (row === null ? block.source : pointSource(block, [row, column], kind)),
    [block, row, column, kind],
  );
  // A point's heat thins out so fast that on the scale of its source nothing would be seen of it.
  const rule = patch !== null && range === 'source' ? 'own' : range;
  const live = useChannelHeat(block, source, rule);
  return (
    <>
      <AnyPanel of={MAPS}>
        <div className={styles.operator}>
          <Panel
            name="maps"
            as="section"
            className={styles.operator}
            aria-labelledby="operator-title"
          >
            <header className={styles.bar}>
              {subject}
              <h1 id="operator-title">
                {words.heading(block.stage + 1, block.block + 1, channel + 1)}
              </h1>
              {elsewhere !== null && (
                <span className={styles.facts}>{words.elsewhere(elsewhere)}</span>
              )}
              <SourceChoice />
            </header>
            <Panels block={block} live={live} point={patch === null ? null : kind} />
          </Panel>
          <MeanHeat
            before={live.heat.source.field.data}
            now={live.heat.result.field.data}
            advance={live.advance}
            strongest={source.scales[channel]}
            names={words.means}
          />
        </div>
      </AnyPanel>
      <ChannelPanel block={block} source={source} rule={rule} />
    </>
  );
}

import { memo, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { BlockHeat, HeatSource } from '../../math/block-heat.ts';
import { descendingOrder, largestMagnitude } from '../../math/statistics.ts';
import type { ScaleRule } from '../../render/channel-heat.ts';
import { colourMap } from '../../render/colour-map.ts';
import { layoutTiles, type TileLayout } from '../../render/channel-grid/layout.ts';
import { constantOf } from '../../state/conduction.ts';
import { SETTINGS } from '../../state/settings.ts';
import { Segments } from '../controls/segments.tsx';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import { useWords } from '../language-context.ts';
import { knobText } from '../format/knobs.ts';
import { Panel } from '../panel.tsx';
import { PictureExport } from '../maps/picture-export.tsx';
import { useColours } from '../maps/use-colours.ts';
import { channelsPicture } from './pictures.ts';
import { useChannelGrid } from './use-channel-grid.ts';
import styles from './channels.module.css';

const SORTINGS = SETTINGS.entries.sort.options;

interface Props {
  readonly block: BlockHeat;
  readonly source: HeatSource;
  readonly rule: ScaleRule;
}

export function ChannelPanel(props: Props) {
  return (
    <Panel name="channels" as="section" className={styles.panel} aria-labelledby="channels-title">
      <Channels {...props} />
    </Panel>
  );
}

/** All channels of the block at once, each conducting at its own diffusivity unless one is set for all. */
function Channels({ block, source, rule }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const explorer = useExplorer();
  const words = useWords().diffuse.channels;
  const law = useExplorerState((s) => s.law);
  const sorting = useExplorerState((s) => s.sort);
  const [box, setBox] = useState({ width: 0, height: 0 });
  const { signed, smooth } = useColours();
  const channels = block.shape[2];

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      const { width, height } = entry.contentRect;
      setBox({ width: Math.floor(width), height: Math.floor(height) });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const order = useMemo(
    () =>
      sorting === 'number'
        ? Uint32Array.from({ length: channels }, (_, c) => c)
        : descendingOrder(block.statistics[sorting]),
    [block, sorting, channels],
  );
  const layout = useMemo(
    () => layoutTiles(channels, box.width, box.height, box.width < 500 ? { gap: 6 } : {}),
    [channels, box],
  );
  const grid = useMemo(() => {
    const shared = new Float32Array(channels).fill(largestMagnitude(source.scales));
    return {
      shape: block.shape,
      spectra: source.spectra,
      k: block.k,
      order,
      scales: rule === 'shared' ? shared : source.scales,
      ownScale: rule === 'own',
      law,
      colours: colourMap(signed),
      smooth,
    };
  }, [block, source, order, rule, law, signed, smooth, channels]);
  const props = useMemo(
    () => (box.width === 0 ? null : { ...grid, layout }),
    [grid, layout, box.width],
  );
  const item = useMemo(
    () => channelsPicture(grid, explorer.store, words.picture(channels)),
    [grid, explorer, words, channels],
  );
  const status = useChannelGrid(host, props);
  const constant = useExplorerState(constantOf);

  return (
    <>
      <header className={styles.bar}>
        <h2 id="channels-title">{words.title(channels)}</h2>
        <Segments
          label={words.sort}
          value={sorting}
          options={SORTINGS.map((value) => ({ value, label: words.sorts[value] }))}
          onChange={(sort) => void explorer.set({ sort })}
        />
        <PictureExport item={item} />
        <p className={styles.note}>
          {status && status.shown < channels
            ? words.some(status.shown, channels)
            : constant === null
              ? words.each
              : words.constant(knobText(constant))}
        </p>
      </header>
      <div className={styles.frame} ref={frame}>
        <div className={styles.host} ref={host}>
          <ChannelList block={block} order={order} layout={layout} />
        </div>
      </div>
    </>
  );
}

const MOVES: Partial<Record<string, (columns: number) => number>> = {
  ArrowRight: () => 1,
  ArrowLeft: () => -1,
  ArrowDown: (columns) => columns,
  ArrowUp: (columns) => -columns,
  Home: () => -Infinity,
  End: () => Infinity,
};

interface ListProps {
  readonly block: BlockHeat;
  readonly order: Uint32Array;
  readonly layout: TileLayout;
}

/** The names of the channels over their pictures: what is clicked, focused and read aloud. */
const ChannelList = memo(function ChannelList({ block, order, layout }: ListProps) {
  const explorer = useExplorer();
  const words = useWords().diffuse.channels;
  const channel = useExplorerState((s) => s.channel);
  const focus = (c: number) => void explorer.set({ channel: c });

  function onKeyDown(event: KeyboardEvent) {
    const move = MOVES[event.key];
    if (!move) return;
    event.preventDefault();
    const at = order.indexOf(channel) + move(layout.columns);
    focus(order[Math.max(0, Math.min(order.length - 1, at))]);
  }

  return (
    <ol
      role="listbox"
      aria-label={words.label}
      aria-orientation="horizontal"
      aria-activedescendant={`channel-${channel}`}
      tabIndex={0}
      className={styles.list}
      style={{
        gridTemplateColumns: `repeat(${layout.columns}, ${layout.tile}px)`,
        gridAutoRows: `${layout.tile}px`,
        gap: layout.gap,
      }}
      data-large={layout.tile >= 64 ? '' : undefined}
      onKeyDown={onKeyDown}
    >
      {Array.from(order, (c) => {
        const name = words.one(c + 1, knobText(block.statistics.meanK[c]));
        return (
          <li
            key={c}
            id={`channel-${c}`}
            role="option"
            aria-selected={c === channel}
            aria-label={name}
            title={name}
            onClick={() => focus(c)}
          >
            <span aria-hidden="true">{c + 1}</span>
          </li>
        );
      })}
    </ol>
  );
});

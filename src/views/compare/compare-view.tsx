import { SampleStrip } from '../photo/sample-strip.tsx';
import { PhotoSource } from '../photo/photo-source.tsx';
import { useExplorerState } from '../explorer-context.ts';
import { inputOf, otherFraming } from '../format/input-size.ts';
import { useWords } from '../language-context.ts';
import styles from '../maps/study.module.css';
import { Panel, useAnyPanel } from '../panel.tsx';
import { Prose } from '../prose.tsx';
import row from '../study/map-row.module.css';
import { Side, Stage, Study } from '../study/study.tsx';
import { BOTH_NETWORKS, useNetworks } from '../maps/use-networks.ts';
import { Choices } from './choices.tsx';
import { heatLaw } from './heat-law.ts';
import { LayerStrip } from './layer-strip.tsx';
import { MapPair } from './map-pair.tsx';
import { useAttention, useAttentionMaps } from './use-attention.ts';
import { Numbers } from './numbers.tsx';
import { useDepth } from './use-depth.ts';
import type { Point } from '../maps/pointer.ts';
import { useHeat } from './use-heat.ts';

const ASKED = ['photo', 'samples', 'knobs'] as const;
const SEEN = ['caption', 'maps', 'strip'] as const;
/** What needs the maps of all layers. */
const ANSWERS = ['maps', 'strip', 'numbers', 'plot'] as const;

const MIDDLE: Point = { x: 0.5, y: 0.5 };

/** Heat and attention from the same patch of the same photo, side by side. */
export default function CompareView() {
  const { format, compare: words } = useWords();
  const { noVHeat, noVit } = useNetworks(BOTH_NETWORKS);
  const photo = useExplorerState((s) => s.image?.view ?? null);
  const vheat = useExplorerState((s) => s.vheat);
  const vit = useExplorerState((s) => s.vit);
  const classifier = useExplorerState((s) => s.classifier);
  const patch = useExplorerState((s) => s.patch) ?? MIDDLE;
  const heatIs = useExplorerState(({ heat, ...s }) =>
    heat === 'impulse' ? words.heat.impulse(heatLaw(s)) : words.heat[heat],
  );
  const kind = useExplorerState((s) => s.heat);
  const attentionKind = useExplorerState((s) => s.attention);
  const head = useExplorerState((s) => s.head);
  const shared = useExplorerState((s) => s.scale === 'shared' && s.heat !== 'correlation');

  const depth = useDepth();
  const needed = useAnyPanel(ANSWERS);
  const asked = needed ? vit : null;
  const heat = useHeat(needed ? vheat : null, patch, depth.heat);
  const allAttention = useAttention(asked);
  const attention = useAttentionMaps(asked, allAttention.value, patch);
  const heatMap = heat.layers.at(depth.heat) ?? null;
  const attentionMap = attention.layers.at(depth.attention) ?? null;

  const [rows, columns] = vit?.grid ?? vheat?.stages.at(2)?.grid ?? [8, 8];
  const layer = attentionMap?.name ?? '';
  const layerAndHead =
    attentionKind !== 'row'
      ? layer
      : head === null
        ? words.layerOfMean(layer)
        : words.layerOfHead(layer, head + 1);

  return (
    <Study className={row.view}>
      <Stage panels={SEEN} className={row.stage}>
        <Panel name="caption" as="header" className={styles.head}>
          <h1>{words.heading}</h1>
          <p className={row.laboratory}>
            <Prose>{words.how}</Prose>
          </p>
        </Panel>
        <Panel name="maps">
          {photo && (
            <MapPair
              photo={photo}
              patch={patch}
              common={shared && vheat && vit ? [inputOf(vheat).width, inputOf(vit).width] : null}
              heat={{
                title: words.heat.title,
                computing: words.heat.computing,
                model: vheat?.name ?? 'vHeat',
                place: heatMap?.name ?? '',
                sentence: heatIs,
                map: heatMap,
                refusal: noVHeat ?? otherFraming(vheat, classifier, format) ?? heat.problem,
              }}
              attention={{
                title: words.attention.title,
                computing: words.attention.computing,
                model: vit?.name ?? 'ViT',
                place: layerAndHead,
                sentence: words.attention[attentionKind],
                map: attentionMap,
                refusal:
                  noVit ??
                  otherFraming(vit, classifier, format) ??
                  allAttention.problem ??
                  attention.problem,
              }}
            />
          )}
        </Panel>
        <Panel name="caption" as="p" className={row.line}>
          {kind === 'reach' ? words.line.reach : words.line.rule}
        </Panel>
        {(kind === 'impulse' || kind === 'reach') && (
          <Panel name="caption" as="p" className={`${styles.note} ${row.laboratory}`}>
            <Prose>{words.arriving.why}</Prose>
          </Panel>
        )}
        <Panel name="strip" as="section" className={styles.rows} aria-label={words.allLayers}>
          <LayerStrip
            title="vHeat"
            maps={heat.layers}
            current={depth.heat}
            onChoose={depth.chooseHeat}
          />
          <LayerStrip
            title="ViT"
            maps={attention.layers}
            current={depth.attention}
            onChoose={depth.chooseAttention}
          />
          <p className={styles.note}>
            <Prose>{words.reached}</Prose>
          </p>
        </Panel>
      </Stage>
      <Side panels={ASKED} label={words.asked}>
        <Panel name="photo">
          <PhotoSource shape={[rows, columns, 1]} otherwise={MIDDLE} />
        </Panel>
        <Panel name="samples">
          <SampleStrip />
        </Panel>
        <Panel name="knobs" className={styles.stack}>
          <Choices heads={vit?.heads ?? 0} />
        </Panel>
      </Side>
      <Numbers
        {...{ vheat, vit, patch, depth }}
        heat={heatMap}
        attention={attentionMap}
        distances={allAttention.value?.distances ?? []}
      />
    </Study>
  );
}

import { useMemo } from 'react';
import { uniformDistance, uniformDistanceFrom } from '../../math/attention.ts';
import { tokenAt } from '../../math/patch-heat.ts';
import { Assumptions } from '../photo/assumptions.tsx';
import { SampleStrip } from '../photo/sample-strip.tsx';
import { PhotoSource } from '../photo/photo-source.tsx';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import { inputOf, inputText, otherFraming } from '../format/input-size.ts';
import styles from '../maps/study.module.css';
import { Panel, useAnyPanel } from '../panel.tsx';
import { Side, Stage, Study } from '../study/study.tsx';
import { BOTH_NETWORKS, useNetworks } from '../maps/use-networks.ts';
import { useStudy } from '../maps/use-study.ts';
import { Choices } from './choices.tsx';
import { DistancePlot } from './distance-plot.tsx';
import { LayerStrip } from './layer-strip.tsx';
import { MapPair } from './map-pair.tsx';
import { PatchFacts } from './patch-facts.tsx';
import { spreadOf } from './spread.ts';
import { useAttention, useAttentionMaps } from './use-attention.ts';
import { useDepth } from './use-depth.ts';
import { useSubjectKey } from '../maps/use-subject-key.ts';
import type { Point } from '../maps/pointer.ts';
import { useHeat } from './use-heat.ts';
import { ATTENTION_SENTENCES, heatSentence } from './words.ts';

const ASKED = ['photo', 'samples', 'knobs'] as const;
const SEEN = ['caption', 'maps', 'strip'] as const;
const NUMBERS = ['numbers', 'plot'] as const;
const PLOT = ['plot'] as const;
/** What needs the maps of all layers. */
const ANSWERS = ['maps', 'strip', 'numbers', 'plot'] as const;

const MIDDLE: Point = { x: 0.5, y: 0.5 };

/** What lies within this many pixels of the patch is called near. */
const NEAR_PX = 16;

/** Heat and attention from the same patch of the same photo, side by side. */
export default function CompareView() {
  const explorer = useExplorer();
  const { noVHeat, noVit } = useNetworks(BOTH_NETWORKS);
  const photo = useExplorerState((s) => s.image?.view ?? null);
  const vheat = useExplorerState((s) => s.vheat);
  const vit = useExplorerState((s) => s.vit);
  const classifier = useExplorerState((s) => s.classifier);
  const patch = useExplorerState((s) => s.patch) ?? MIDDLE;
  const heatIs = useExplorerState((s) => heatSentence(s.heat, s));
  const attentionKind = useExplorerState((s) => s.attention);
  const head = useExplorerState((s) => s.head);
  const shared = useExplorerState((s) => s.scale === 'shared' && s.heat !== 'correlation');

  const depth = useDepth();
  const needed = useAnyPanel(ANSWERS);
  const plotted = useAnyPanel(PLOT);
  const asked = needed ? vit : null;
  const heat = useHeat(needed ? vheat : null, patch, depth.heat);
  const allAttention = useAttention(asked);
  const attention = useAttentionMaps(asked, allAttention.value, patch);
  const subject = useSubjectKey();
  const distances = useStudy(plotted && vheat && subject ? `${vheat.load} ${subject}` : null, () =>
    explorer.studies.conductionDistances(),
  );
  const heatMap = heat.layers.at(depth.heat) ?? null;
  const attentionMap = attention.layers.at(depth.attention) ?? null;

  const [rows, columns] = vit?.grid ?? vheat?.stages.at(2)?.grid ?? [8, 8];
  const spacing = vit?.patchSize ?? 16;
  const uniform = useMemo(() => uniformDistance(rows, spacing, columns), [rows, columns, spacing]);
  const uniformHere = uniformDistanceFrom(tokenAt(patch, rows, columns), rows, spacing, columns);
  const heatHere = heatMap && spreadOf(heatMap, patch, NEAR_PX);
  const attentionHere = attentionMap && spreadOf(attentionMap, patch, NEAR_PX);
  const heads =
    attentionKind !== 'row' ? '' : head === null ? ', mean of heads' : `, head ${head + 1}`;

  return (
    <Study>
      <Side panels={ASKED} label="Patch and kinds">
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
      <Stage panels={SEEN}>
        <Panel name="caption" as="header" className={styles.head}>
          <h1>What does heat do that attention does not?</h1>
          <p>
            Heat spreads by the same rule in every photo, blind to what it passes. Attention decides
            anew in every photo where to look, and compares all pairs of patches to do so. Change
            the photo and see which map changes.
          </p>
        </Panel>
        <Panel name="maps">
          {photo && (
            <MapPair
              photo={photo}
              patch={patch}
              common={shared && vheat && vit ? [inputOf(vheat).width, inputOf(vit).width] : null}
              heat={{
                title: 'Heat',
                model: vheat?.name ?? 'vHeat',
                place: heatMap?.name ?? '',
                sentence: heatIs,
                map: heatMap,
                refusal: noVHeat ?? otherFraming(vheat, classifier) ?? heat.problem,
              }}
              attention={{
                title: 'Attention',
                model: vit?.name ?? 'ViT',
                place: `${attentionMap?.name ?? ''}${heads}`,
                sentence: ATTENTION_SENTENCES[attentionKind],
                map: attentionMap,
                refusal:
                  noVit ??
                  otherFraming(vit, classifier) ??
                  allAttention.problem ??
                  attention.problem,
              }}
            />
          )}
        </Panel>
        <Panel
          name="strip"
          as="section"
          className={styles.rows}
          aria-label="All layers, each on its own scale"
        >
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
        </Panel>
      </Stage>
      <Side panels={NUMBERS} label="Numbers" focusable>
        <Panel name="numbers" className={styles.stack}>
          <Assumptions />
          <PatchFacts
            heat={heatHere}
            attention={attentionHere}
            radius={NEAR_PX}
            uniform={uniformHere}
          />
        </Panel>
        <Panel name="plot" className={styles.stack}>
          <DistancePlot
            uniform={uniform}
            uniformHere={uniformHere}
            series={[
              {
                name: 'heat',
                layers: distances.value ?? [],
                chosen: depth.heat,
                here: heatHere?.distance ?? null,
              },
              {
                name: 'attention',
                layers: allAttention.value?.distances ?? [],
                chosen: depth.layer,
                here: attentionHere?.distance ?? null,
              },
            ]}
          />
          {vheat && vit && inputText(vheat) !== inputText(vit) && (
            <p className={styles.note}>
              {vheat.name} sees {inputText(vheat)}, {vit.name} {inputText(vit)}: distances are in
              pixels of each network’s own input.
            </p>
          )}
        </Panel>
      </Side>
    </Study>
  );
}

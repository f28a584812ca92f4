import { useMemo } from 'react';
import { uniformDistance, uniformDistanceFrom } from '../../math/attention.ts';
import { tokenAt } from '../../math/patch-heat.ts';
import type { LayerDistance, VHeatInfo, VitInfo } from '../../state/explorer.ts';
import { useExplorer } from '../explorer-context.ts';
import { inputText } from '../format/input-size.ts';
import { useWords } from '../language-context.ts';
import type { Point } from '../maps/pointer.ts';
import styles from '../maps/study.module.css';
import { useStudy } from '../maps/use-study.ts';
import { useSubjectKey } from '../maps/use-subject-key.ts';
import { Panel, useAnyPanel } from '../panel.tsx';
import { Assumptions } from '../photo/assumptions.tsx';
import { Side } from '../study/study.tsx';
import { DistancePlot } from './distance-plot.tsx';
import { PatchFacts } from './patch-facts.tsx';
import { spreadOf } from './spread.ts';
import type { Depth } from './use-depth.ts';
import type { LayerMap } from './use-heat.ts';

const NUMBERS = ['numbers', 'plot'] as const;
const PLOT = ['plot'] as const;

/** What lies within this many pixels of the patch is called near. */
const NEAR_PX = 16;

interface Props {
  readonly vheat: VHeatInfo | null;
  readonly vit: VitInfo | null;
  readonly patch: Point;
  readonly depth: Depth;
  /** The maps in view. */
  readonly heat: LayerMap | null;
  readonly attention: LayerMap | null;
  /** How far each layer of the ViT carries. */
  readonly distances: readonly LayerDistance[];
}

/** How far heat and attention carry: of the maps in view, and of every layer. */
export function Numbers({ vheat, vit, patch, depth, heat, attention, distances }: Props) {
  const explorer = useExplorer();
  const words = useWords().compare;
  const plotted = useAnyPanel(PLOT);
  const subject = useSubjectKey();
  const conduction = useStudy(plotted && vheat && subject ? `${vheat.load} ${subject}` : null, () =>
    explorer.studies.conductionDistances(),
  );
  const [rows, columns] = vit?.grid ?? vheat?.stages.at(2)?.grid ?? [8, 8];
  const spacing = vit?.patchSize ?? 16;
  const uniform = useMemo(() => uniformDistance(rows, spacing, columns), [rows, columns, spacing]);
  const uniformHere = uniformDistanceFrom(tokenAt(patch, rows, columns), rows, spacing, columns);
  const heatHere = heat && spreadOf(heat, patch, NEAR_PX);
  const attentionHere = attention && spreadOf(attention, patch, NEAR_PX);
  return (
    <Side panels={NUMBERS} label={words.numbers} at="right" focusable>
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
              layers: conduction.value ?? [],
              chosen: depth.heat,
              here: heatHere?.distance ?? null,
            },
            {
              name: 'attention',
              layers: distances,
              chosen: depth.layer,
              here: attentionHere?.distance ?? null,
            },
          ]}
        />
        {vheat && vit && inputText(vheat) !== inputText(vit) && (
          <p className={styles.note}>
            {words.plot.sizes(vheat.name, inputText(vheat), vit.name, inputText(vit))}
          </p>
        )}
      </Panel>
    </Side>
  );
}

import type { Words } from '../../content/words/words.ts';
import type { SeverityKind } from '../../math/disturb/severity.ts';
import { SEVERITIES } from '../../math/disturb/severity.ts';
import type { Evidence } from '../../state/explorer.ts';
import type { Classifier } from '../../state/prediction.ts';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import { useStudy } from '../maps/use-study.ts';
import type { PlotSeries } from './severity-plot.tsx';

/** What is known of one network's accuracy on disturbed pictures. */
export interface KnownAccuracy {
  readonly model: Classifier;
  /** Measured when the model was made; null where that is not known, undefined while it is looked for. */
  readonly evidence: Evidence | null | undefined;
  /** Measured here on pictures of the user's own. */
  readonly own: Evidence['curves'];
}

/** Bars reach this many standard errors up and down: 95 % of repetitions would fall inside. */
const BARS = 2;

/** Evidence of a network, and what was measured of it here; null while there is no network. */
export function useAccuracy(model: Classifier | null): KnownAccuracy | null {
  const explorer = useExplorer();
  const robustness = useExplorerState((s) => s.robustness);
  // A network that is prepared otherwise than its maker says is not the one that was measured.
  const asMade = model !== null && Object.keys(model.choices).length === 0;
  const { value, busy } = useStudy(asMade ? `evidence ${model.load}` : null, () =>
    model === null ? Promise.resolve(null) : explorer.robustness.evidence(model.id),
  );
  if (model === null) return null;
  return {
    model,
    evidence: busy ? undefined : asMade ? value : null,
    own:
      robustness.network?.load === model.load && robustness.pictures > 0 ? robustness.curves : {},
  };
}

/** The lines of a network's accuracy over one disturbance. */
export function seriesOf(
  { model, evidence, own }: KnownAccuracy,
  kind: SeverityKind,
  words: Words['robustness']['evidence'],
): PlotSeries[] {
  const { positionOf } = SEVERITIES[kind];
  const lines = [
    { name: model.name, curve: evidence?.curves[kind], dashed: false },
    { name: words.yours(model.name), curve: own[kind], dashed: true },
  ];
  return lines.flatMap(({ name, curve, dashed }) =>
    curve === undefined
      ? []
      : [
          {
            name,
            dashed,
            tone: model.architecture === 'vheat' ? ('heat' as const) : ('attention' as const),
            points: curve.map(({ amount, accuracy, standardError }) => ({
              at: positionOf(amount),
              value: accuracy,
              error: BARS * standardError,
            })),
          },
        ],
  );
}

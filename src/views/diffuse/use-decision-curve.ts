import { useEffect, useState } from 'react';
import { timeAt } from '../../math/time-axis.ts';
import { asMessage, type ExplorerState, type Knobs, type VHeatInfo } from '../../state/explorer.ts';
import { placeOfKnobs } from '../../state/knobs.ts';
import type { Settings } from '../../state/settings.ts';
import { useExplorer, useExplorerState } from '../explorer-context.ts';

/** What a curve is drawn over: time and multiplier are one number; a constant replaces the learned diffusivity. */
export type CurveAxis = Settings['axis'];

/** Ends of the axes, linear from 0 to 1 and logarithmic from there. */
export const CURVE_ENDS: Record<CurveAxis, number> = { kt: 64, constant: 100 };

/** Forward passes per curve. */
const POINTS = 25;

const valuesOf = (axis: CurveAxis) =>
  Array.from({ length: POINTS }, (_, i) => timeAt(i / (POINTS - 1), CURVE_ENDS[axis]));
const VALUES: Record<CurveAxis, number[]> = { kt: valuesOf('kt'), constant: valuesOf('constant') };

/** Curves wait until choosing has come to rest, and behind every other question to the network. */
const REST_MS = 500;

/** For so long the network may answer to nobody else. */
const BUSY_MS = 100;

/** How many points are asked for at once: a GPU answers them without a round trip for each. */
function pointsAtOnce({ backendInfo, result }: ExplorerState): number {
  if (backendInfo?.name !== 'webgpu' || backendInfo.software || result === null) return 1;
  return Math.max(1, Math.min(POINTS, Math.floor(BUSY_MS / result.milliseconds)));
}

/** Probabilities of every class along an axis; it grows while the network answers. */
export interface DecisionCurve {
  readonly axis: CurveAxis;
  readonly model: VHeatInfo;
  /** Position of each sample on its axis; where the network gives no numbers there is none. */
  readonly at: readonly number[];
  readonly probabilities: readonly Float32Array[];
  readonly done: boolean;
}

const empty = (axis: CurveAxis, model: VHeatInfo): DecisionCurve => ({
  axis,
  model,
  at: [],
  probabilities: [],
  done: false,
});

/** Asks the network what it would say all along an axis; a new photo, network or scope starts over. */
export function useDecisionCurve(axis: CurveAxis, model: VHeatInfo): DecisionCurve {
  const explorer = useExplorer();
  const image = useExplorerState((s) => s.image?.id ?? null);
  const scope = useExplorerState((s) => s.scope);
  // Other stages and blocks make no difference to a wider scope.
  const stage = useExplorerState((s) => (s.scope === 'network' ? 0 : placeOfKnobs(s).stage));
  const block = useExplorerState((s) => (s.scope === 'block' ? placeOfKnobs(s).block : 0));
  const [curve, setCurve] = useState<DecisionCurve>(() => empty(axis, model));

  useEffect(() => {
    if (image === null) return;
    const controller = new AbortController();
    const { signal } = controller;
    const ask = async () => {
      const at: number[] = [];
      const probabilities: Float32Array[] = [];
      const knobsAt = (value: number): Knobs => ({
        t: axis === 'kt' ? value : 1,
        k: 1,
        kConst: axis === 'constant' ? value : null,
        scope,
        stage,
        block,
      });
      const atOnce = pointsAtOnce(explorer.store.getState());
      for (let begin = 0; begin < POINTS; begin += atOnce) {
        const values = VALUES[axis].slice(begin, begin + atOnce);
        const answers = await explorer.whatIf(values.map(knobsAt));
        // Another photo, network or scope has its own curve.
        if (answers.some((answer) => answer.image !== image) || signal.aborted) return;
        answers.forEach((answer, i) => {
          if (!answer.probabilities.every(Number.isFinite)) return;
          at.push(values[i]);
          probabilities.push(answer.probabilities);
        });
        setCurve({
          axis,
          model,
          at: [...at],
          probabilities: [...probabilities],
          done: begin + atOnce >= POINTS,
        });
      }
    };
    const timer = setTimeout(() => {
      setCurve(empty(axis, model));
      ask().catch((error: unknown) => {
        if (!signal.aborted) explorer.notify({ kind: 'note', ...asMessage(error) });
      });
    }, REST_MS);
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [explorer, axis, image, model, scope, stage, block]);

  return curve.axis === axis && curve.model === model ? curve : empty(axis, model);
}

import { useEffect, useState } from 'react';
import { decisionFlips, strongest } from '../../math/decision.ts';
import { SEVERITIES, type SeverityKind } from '../../math/disturb/severity.ts';
import { asMessage, type Classification, type ModelInfo } from '../../state/explorer.ts';
import type { Classifier } from '../../state/prediction.ts';
import { coveredAt, kindsOf, severityOf } from '../../state/robustness.ts';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import { useStudy, type Study } from '../maps/use-study.ts';
import { useSubjectKey } from '../maps/use-subject-key.ts';
import type { Span } from './words.ts';

/** Looks per curve; with this many, no disturbance is one of them on every axis. */
const POINTS = 21;

/** Curves wait until choosing has come to rest. */
const REST_MS = 250;

/** What a network says along the axis of a disturbance; it grows while the network answers. */
export interface SeverityCurve {
  /** Positions 0…1 on the axis, ascending. */
  readonly at: readonly number[];
  /** At each of them the probability of every class. */
  readonly probabilities: readonly Float32Array[];
  /** Whether the network has answered everywhere. */
  readonly complete: boolean;
}

/** One network on the disturbed photo. */
export interface DisturbedNetwork {
  readonly model: Classifier;
  /** What it says of the photo as it is. */
  readonly undisturbed: Classification | null;
  /** What it says of the photo as it is disturbed now. */
  readonly now: Classification | null;
  /** One sentence when it cannot say anything. */
  readonly problem: string | null;
}

const EMPTY: SeverityCurve = { at: [], probabilities: [], complete: false };

/** Everything but the severity that the answers about the photo depend on; null while there is no photo. */
function useDisturbanceKey(model: ModelInfo | null, kind: SeverityKind): string | null {
  const subject = useSubjectKey();
  const place = useExplorerState((s) => (s.disturb === 'occlusion' ? coveredAt(s) : null));
  if (model === null || subject === null || !kindsOf(model).includes(kind)) return null;
  return JSON.stringify([model.load, subject, kind, place]);
}

/** Asks a network about the photo shown, as it is and as it is disturbed; null while it is not there. */
export function useDisturbedNetwork(model: Classifier | null): DisturbedNetwork | null {
  const explorer = useExplorer();
  const kind = useExplorerState((s) => s.disturb);
  const amount = useExplorerState((s) => severityOf(s).amount);
  const key = useDisturbanceKey(model, kind);
  const slot = model?.architecture ?? 'vheat';
  const undisturbed = useStudy(key && `none ${key}`, () =>
    explorer.robustness.look(slot, { kind, amount: SEVERITIES[kind].none }, null),
  );
  const now = useStudy(key && `${amount} ${key}`, () =>
    explorer.robustness.look(slot, { kind, amount }, `live ${slot}`),
  );
  if (model === null) return null;
  const own = ({ value }: Study<Classification>) =>
    key !== null && value?.load === model.load ? value : null;
  return {
    model,
    undisturbed: own(undisturbed),
    now: own(now),
    problem: undisturbed.problem ?? now.problem,
  };
}

/** Asks a network about the photo shown all along the axis of the disturbance. */
export function useSeverityCurve(model: ModelInfo | null): SeverityCurve {
  const explorer = useExplorer();
  const kind = useExplorerState((s) => s.disturb);
  const key = useDisturbanceKey(model, kind);
  const slot = model?.architecture ?? 'vheat';
  const [found, setFound] = useState<SeverityCurve & { key: string | null }>({
    key: null,
    ...EMPTY,
  });

  useEffect(() => {
    if (key === null) return;
    const controller = new AbortController();
    const { signal } = controller;
    const ask = async () => {
      const at: number[] = [];
      const probabilities: Float32Array[] = [];
      for (let i = 0; i < POINTS; i++) {
        const position = i / (POINTS - 1);
        const severity = { kind, amount: SEVERITIES[kind].at(position) };
        const answer = await explorer.robustness.look(slot, severity, null);
        if (signal.aborted) return;
        if (answer.probabilities.every(Number.isFinite)) {
          at.push(position);
          probabilities.push(answer.probabilities);
        }
        const complete = i === POINTS - 1;
        setFound({ key, at: [...at], probabilities: [...probabilities], complete });
      }
    };
    const timer = setTimeout(() => {
      ask().catch((error: unknown) => {
        if (!signal.aborted) explorer.notify({ kind: 'note', ...asMessage(error) });
      });
    }, REST_MS);
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [explorer, key, slot, kind]);

  return found.key === key ? found : EMPTY;
}

/** Where on the curve a class is the answer, from left to right. */
export function spansOf(
  { at, probabilities }: Pick<SeverityCurve, 'at' | 'probabilities'>,
  answer: number,
): Span[] {
  if (probabilities.length === 0) return [];
  const spans: Span[] = [];
  let since = strongest(probabilities[0]) === answer ? at[0] : null;
  for (const flip of decisionFlips(at, probabilities)) {
    if (flip.from === answer && since !== null) {
      spans.push({ from: since, to: flip.at });
      since = null;
    }
    if (flip.to === answer) since = flip.at;
  }
  if (since !== null) spans.push({ from: since, to: at[at.length - 1] });
  return spans;
}

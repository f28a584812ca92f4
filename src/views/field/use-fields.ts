import { useEffect, useRef, useState } from 'react';
import type { ReceptiveField } from '../../state/explorer.ts';
import { asMessage, type Message } from '../../state/messages.ts';
import type { FieldQuestion } from '../../state/studies.ts';
import { useExplorer } from '../explorer-context.ts';

/** One network's receptive field as it grows. */
export interface FieldRun {
  readonly network: 'vheat' | 'vit';
  readonly trained: boolean;
  /** The mean so far; null before the first photo. */
  readonly result: ReceptiveField | null;
  readonly done: number;
  readonly total: number;
  readonly state: 'running' | 'done' | 'cancelled' | 'failed';
  readonly problem: Message | null;
}

/** A question with what is known before the answer: where its cell is. */
export interface PlacedQuestion extends FieldQuestion {
  /** Of the network's input. */
  readonly size: { readonly height: number; readonly width: number };
  readonly stride: number;
  readonly at: readonly [row: number, column: number];
}

/** A finished field of the trained vHeat, kept so that stages can be compared. */
export interface MeasuredStage {
  readonly conditions: string;
  readonly stage: number;
  readonly result: ReceptiveField;
}

const KEPT = 8;

/** The view's names among those who ask the engine for fields. */
export const ASKER = 'field';
const STAGES_ASKER = 'field stages';

const pending = ({ network, trained }: PlacedQuestion): FieldRun => ({
  network,
  trained,
  result: null,
  done: 0,
  total: 1,
  state: 'running',
  problem: null,
});

/**
 * Runs receptive fields whenever `key` changes; what ran before is cancelled.
 * @param conditions everything in `key` but the stage
 */
export function useFields(
  key: string | null,
  conditions: string,
  questions: readonly PlacedQuestion[],
): {
  runs: readonly FieldRun[];
  measured: readonly MeasuredStage[];
  /** Measures further stages one after the other; null while it does. */
  measureStages: ((questions: readonly PlacedQuestion[]) => void) | null;
} {
  const explorer = useExplorer();
  const [found, setFound] = useState<{ key: string | null; runs: readonly FieldRun[] }>({
    key: null,
    runs: [],
  });
  const [measured, setMeasured] = useState<readonly MeasuredStage[]>([]);
  const [measuring, setMeasuring] = useState(false);
  const remember = (about: string, stage: number, result: ReceptiveField) =>
    setMeasured((all) => [...all, { conditions: about, stage, result }].slice(-KEPT));
  const asked = useRef({ conditions, questions });
  useEffect(() => {
    asked.current = { conditions, questions };
  });

  useEffect(() => {
    if (key === null) return;
    let current = true;
    const list = asked.current.questions;
    const about = asked.current.conditions;
    const change = (index: number, next: Partial<FieldRun>) => {
      if (!current) return;
      setFound((before) => {
        const runs = before.key === key ? before.runs : list.map(pending);
        return { key, runs: runs.map((run, i) => (i === index ? { ...run, ...next } : run)) };
      });
    };
    const start = async (question: PlacedQuestion, index: number) => {
      const { network, trained, stage, size, stride, at } = question;
      try {
        const result = await explorer.studies.receptiveField(
          ASKER,
          question,
          ({ done, total, images, data }) =>
            change(index, {
              done,
              total,
              result: {
                field: { ...size, data, kind: 'gradient' },
                images,
                skipped: done - images,
                cell: at,
                stride,
              },
            }),
        );
        change(index, { state: 'done', result });
        if (current && network === 'vheat' && trained && stage !== null)
          remember(about, stage, result);
      } catch (error) {
        const problem = asMessage(error);
        if (problem.code === 'cancelled') change(index, { state: 'cancelled' });
        else if (problem.code !== 'superseded') change(index, { state: 'failed', problem });
      }
    };
    list.forEach((question, index) => void start(question, index));
    return () => {
      current = false;
      void explorer.studies.cancelFields(ASKER);
    };
  }, [explorer, key]);

  // What was asked of other photos or another cell is no longer wanted.
  useEffect(() => () => void explorer.studies.cancelFields(STAGES_ASKER), [explorer, conditions]);
  const measureStages = async (stages: readonly PlacedQuestion[]) => {
    setMeasuring(true);
    try {
      for (const question of stages) {
        const result = await explorer.studies.receptiveField(STAGES_ASKER, question);
        // A change between two stages finds nothing to cancel.
        if (asked.current.conditions !== conditions) return;
        if (question.stage !== null) remember(conditions, question.stage, result);
      }
    } catch (error) {
      const failure = asMessage(error);
      if (failure.code !== 'cancelled' && failure.code !== 'superseded')
        explorer.notify({ kind: 'error', ...failure });
    } finally {
      setMeasuring(false);
    }
  };

  return {
    runs: key === null ? [] : found.key === key ? found.runs : questions.map(pending),
    measured,
    measureStages: measuring ? null : (stages) => void measureStages(stages),
  };
}

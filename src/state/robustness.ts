import type {
  AccuracyCount,
  Classification,
  Condition,
  EnginePort,
  Evidence,
  ModelInfo,
} from '../engine/port.ts';
import { SEVERITIES, type SeverityKind } from '../math/disturb/severity.ts';
import { standardError } from '../math/proportion.ts';
import { knobsOf } from './knobs.ts';
import type { LabelledPicture, LabelledPictures } from './labelled-pictures.ts';
import { asMessage } from './messages.ts';
import { SEVERITY_KINDS, type Settings } from './settings.ts';
import {
  NOTHING_MEASURED,
  type ExplorerState,
  type ExplorerStore,
  type Robustness,
} from './store.ts';

/** How much of which disturbance. */
export interface Severity {
  readonly kind: SeverityKind;
  /** In the unit of the kind's axis. */
  readonly amount: number;
}

/** Noise has the same grain whenever the same photo is looked at. */
const SEED = 1;

/** What hides the middle where no point is chosen. */
const MIDDLE = { x: 0.5, y: 0.5 };

/** The severity that is set; what a link says of another disturbance's axis ends where this one does. */
export function severityOf({
  disturb,
  severity,
}: Pick<Settings, 'disturb' | 'severity'>): Severity {
  const axis = SEVERITIES[disturb];
  const [low, high] = [Math.min(...axis.ends), Math.max(...axis.ends)];
  return { kind: disturb, amount: Math.min(Math.max(severity ?? axis.none, low), high) };
}

/** A change together with the severity after it: another disturbance begins with none. */
export function withSeverity(change: Partial<Settings>, before: Settings): Partial<Settings> {
  const isOther = change.disturb !== undefined && change.disturb !== before.disturb;
  return isOther ? { severity: null, ...change } : change;
}

/** Where a square covers the photo: the point chosen, which other views call the patch. */
export function coveredAt({ patch }: Pick<Settings, 'patch'>) {
  return patch ?? MIDDLE;
}

/** What a severity does to the photo or to the network, the other knobs as they are set. */
function conditionOf(state: ExplorerState, { kind, amount }: Severity): Condition {
  const knobs = knobsOf(state);
  if (kind === 'time') return { disturbance: null, knobs: { ...knobs, t: amount } };
  if (amount === SEVERITIES[kind].none) return { disturbance: null, knobs };
  return { disturbance: { kind, amount, middle: coveredAt(state), seed: SEED }, knobs };
}

/** Amounts at which accuracy is measured, none among them, in the order of the axis. */
export function measuredAmounts(kind: SeverityKind): number[] {
  const { none, measured, positionOf } = SEVERITIES[kind];
  return [...measured, none].sort((a, b) => positionOf(a) - positionOf(b));
}

/** The disturbances that mean something to a network: a ViT conducts no heat. */
export function kindsOf({ architecture }: Pick<ModelInfo, 'architecture'>): SeverityKind[] {
  return SEVERITY_KINDS.filter((kind) => kind !== 'time' || architecture === 'vheat');
}

/** What is known of a network's robustness so far, as counts and as the curves of {@link Evidence}. */
export interface MeasuredRobustness {
  readonly pictures: number;
  /** Pictures left out because they could not be opened. */
  readonly skipped: number;
  readonly curves: Evidence['curves'];
}

/** Networks and photos that are disturbed. All reject with a PortError. */
export interface RobustnessActions {
  /** What a network says of the photo shown at a severity; a newer look in the same lane takes its place. */
  look(
    network: ModelInfo['architecture'],
    severity: Severity,
    lane: string | null,
  ): Promise<Classification>;
  /** What is known of a model that was loaded as its maker describes it. */
  evidence(id: string): Promise<Evidence | null>;
  /** Counts right answers of the network in a slot on pictures of known classes, with the knobs as they are set. */
  measure(
    network: ModelInfo['architecture'],
    kinds: readonly SeverityKind[],
    pictures: readonly LabelledPicture[],
    onProgress?: (so: MeasuredRobustness) => void,
  ): Promise<MeasuredRobustness>;
  /**
   * Measures into the store's `robustness`, where it stays when the view is left; settles when it is done, cancelled or
   * failed, which the store then says.
   */
  measureOwn(
    network: ModelInfo['architecture'],
    kinds: readonly SeverityKind[],
    labelled: LabelledPictures,
  ): Promise<void>;
  cancelMeasuring(): Promise<void>;
}

export function createRobustness(
  port: EnginePort,
  { getState, setState }: ExplorerStore,
): RobustnessActions {
  function change(next: Partial<Robustness>): void {
    setState(({ robustness }) => ({ robustness: { ...robustness, ...next } }));
  }

  const measure: RobustnessActions['measure'] = async (network, kinds, pictures, onProgress) => {
    const { severities, conditions, indices } = plan(getState(), kinds);
    const told = ({ pictures: done, skipped, right }: AccuracyCount): MeasuredRobustness => {
      const curves: Evidence['curves'] = {};
      severities.forEach(({ kind, amount }, i) => {
        const hits = right[indices[i]];
        const accuracy = done === 0 ? 0 : hits / done;
        const point = { amount, accuracy, standardError: standardError(hits, done) };
        curves[kind] = [...(curves[kind] ?? []), point];
      });
      return { pictures: done, skipped, curves };
    };
    return told(
      await port.accuracy({ network, pictures, conditions }, (so) => onProgress?.(told(so))),
    );
  };

  return {
    look: (network, severity, lane) =>
      port.look({ network, lane, ...conditionOf(getState(), severity) }),
    evidence: (id) => port.evidence(id),
    measure,
    async measureOwn(network, kinds, { pictures, unknown }) {
      change({
        state: 'running',
        network: getState()[network],
        total: pictures.length,
        ...NOTHING_MEASURED,
        unknown,
        problem: null,
      });
      try {
        change(await measure(network, kinds, pictures, change));
        change({ state: 'done' });
      } catch (error) {
        const problem = asMessage(error);
        if (problem.code === 'cancelled') change({ state: 'cancelled' });
        else if (problem.code !== 'superseded') change({ state: 'failed', problem });
      }
    },
    cancelMeasuring: () => port.cancelAccuracy(),
  };
}

/** Every severity to measure, and the conditions they come to: no severity is the same one for all. */
function plan(state: ExplorerState, kinds: readonly SeverityKind[]) {
  const severities = kinds.flatMap((kind) =>
    measuredAmounts(kind).map((amount): Severity => ({ kind, amount })),
  );
  const conditions = new Map<string, Condition>();
  const keys = severities.map((severity) => {
    const condition = conditionOf(state, severity);
    const key = JSON.stringify(condition);
    conditions.set(key, condition);
    return key;
  });
  const order = [...conditions.keys()];
  return {
    severities,
    conditions: [...conditions.values()],
    /** By severity, the index of its condition. */
    indices: keys.map((key) => order.indexOf(key)),
  };
}

import type { SeverityKind } from '../../math/disturb/severity.ts';
import { severityOf } from '../../state/robustness.ts';
import { useExplorer, useExplorerState } from '../explorer-context.ts';

/** The severity that is set, and a way to set it. */
export function useSeverity(): {
  kind: SeverityKind;
  amount: number;
  pick: (amount: number) => void;
} {
  const explorer = useExplorer();
  const kind = useExplorerState((s) => s.disturb);
  const amount = useExplorerState((s) => severityOf(s).amount);
  return { kind, amount, pick: (severity) => void explorer.set({ severity }) };
}

import { isAsTrained } from '../state/knobs.ts';
import { useExplorer, useExplorerState } from '../views/explorer-context.ts';
import styles from './header.module.css';

const SCOPES = { block: 'one block', stage: 'one stage', network: 'whole network' } as const;

/** Says in every view that time or diffusivity are not as trained; one click sets them back. */
export function KnobChip() {
  const explorer = useExplorer();
  const t = useExplorerState((s) => s.t);
  const k = useExplorerState((s) => s.k);
  const kConst = useExplorerState((s) => s.kConst);
  const scope = useExplorerState((s) => s.scope);
  if (isAsTrained({ t, k, kConst })) return null;
  const parts = [
    t === 1 ? null : `t = ${Number(t.toPrecision(3))}`,
    kConst === null ? (k === 1 ? null : `k × ${Number(k.toPrecision(3))}`) : `k = ${kConst}`,
  ].filter((part) => part !== null);
  return (
    <button
      type="button"
      className={`${styles.chip} ${styles.hot}`}
      title="Set time and diffusivity back to what was learned"
      onClick={() => {
        // what goes wrong becomes a notice
        explorer.resetKnobs().catch(() => undefined);
      }}
    >
      {parts.join(', ')} · {SCOPES[scope]} · reset
    </button>
  );
}

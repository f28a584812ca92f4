import { useEffect, useState } from 'react';
import { topPredictions } from '../state/prediction.ts';
import { useExplorerState } from '../views/explorer-context.ts';
import { percent } from '../views/format/format.ts';

/** An answer that has stood for this long is settled. */
const SETTLED_MS = 900;

/** Tells screen readers what the network believes, once it has settled: not at every look while time plays. */
export function Announcer() {
  const said = useExplorerState((s) => {
    const head = s.classifier?.head;
    if (s.result === null || head?.task !== 'classify') return '';
    const best = topPredictions(s.result, head, 1).at(0);
    return best === undefined ? '' : `${best.label}, ${percent(best.probability)}`;
  });
  const [settled, setSettled] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSettled(said), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <p role="status" aria-live="polite" className="visually-hidden">
      {settled}
    </p>
  );
}

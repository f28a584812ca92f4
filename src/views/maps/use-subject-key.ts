import { knobsOf } from '../../state/knobs.ts';
import { useExplorerState } from '../explorer-context.ts';

/** Everything that a question about the network and the photo shown depends on. */
export function useSubjectKey(): string | null {
  const image = useExplorerState((s) => s.image?.id ?? null);
  const knobs = useExplorerState((s) => JSON.stringify(knobsOf(s)));
  const backend = useExplorerState((s) => s.backendInfo?.name ?? '');
  return image === null ? null : `${image} ${knobs} ${backend}`;
}

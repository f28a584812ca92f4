import type { Explorer, ExplorerState } from '../state/explorer.ts';
import type { Notice } from '../state/notices.ts';
import { keepsSome, PANEL_NAMES, unknownPanels } from '../views/panels.ts';

/** What is not followed of the panels that a link hides or keeps; null where all is. */
function noteOn(state: ExplorerState): Notice | null {
  const unknown = unknownPanels(state);
  if (unknown.length > 0)
    return { kind: 'note', code: 'panels', params: { unknown, all: PANEL_NAMES } };
  return state.only.length > 0 && !keepsSome(state)
    ? { kind: 'note', code: 'panels', params: { elsewhere: state.only } }
    : null;
}

/** Says which panels that are to be hidden or kept are not there. */
export function watchPanels(explorer: Explorer): void {
  const tell = (state: ExplorerState) => {
    const note = noteOn(state);
    if (note === null) explorer.dismiss('panels');
    else explorer.notify(note);
  };
  const { store } = explorer;
  tell(store.getState());
  store.subscribe((state, previous) => {
    const changed = (['view', 'hide', 'only'] as const).some((key) => state[key] !== previous[key]);
    if (changed) tell(state);
  });
}

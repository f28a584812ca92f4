import type { Settings } from '../../state/settings.ts';
import type { PanelName } from '../../state/panel-name.ts';
import type { Bilingual } from '../bilingual.ts';

/** One moment of the tour: what is said, what is on screen, and where to look. */
export interface Step {
  /** At most 40 words. */
  readonly text: Bilingual;
  /** Settings in which this moment stands; all others keep the app's defaults of that view. */
  readonly state: Partial<Settings>;
  /** The panel that the words are about. */
  readonly point: PanelName;
  /** Time plays while the step is shown, unless the reader wants less motion. */
  readonly play?: true;
  /** Guesses to choose from before the next step shows the answer. */
  readonly guess?: { readonly options: readonly Bilingual[]; readonly right: number };
}

/** One idea of the tour: a question, then what there is to see. */
export interface Chapter {
  readonly title: Bilingual;
  /** At most four. */
  readonly steps: readonly Step[];
}

import type { Provenance } from '../../export/item.ts';
import { isClassifier, topPredictions } from '../../state/prediction.ts';
import type { ExplorerState } from '../../state/explorer.ts';
import { Button } from '../../views/controls/button.tsx';
import { useExplorer } from '../../views/explorer-context.ts';
import { percent } from '../../views/format/format.ts';
import { setKnobsText } from '../../views/format/knobs.ts';
import { useWords } from '../../views/language-context.ts';
import { itemsOnScreen } from '../../views/maps/export-items.ts';
import { useExport } from '../../views/maps/use-export.ts';
import { PANELS } from '../../views/panels.ts';
import { usePhotoName } from '../../views/photo/use-photo-name.ts';
import styles from './share.module.css';

/** What the view says at this moment: the answer, and the knobs that are not as trained. */
function captionOf({ result, classifier, ...state }: ExplorerState): string {
  const best =
    result && classifier && isClassifier(classifier)
      ? topPredictions(result, classifier.head, 1).map(
          ({ label, probability }) => `${classifier.name}: ${label}, ${percent(probability)}`,
        )
      : [];
  return [...best, setKnobsText(state)].filter((part) => part !== '').join(' · ');
}

/** The view as files: a picture for a slide, and everything in it in a ZIP. */
export function ViewFiles() {
  const { store } = useExplorer();
  const { share: words, ...views } = useWords();
  const { title } = usePhotoName();
  const { busy, run } = useExport();

  async function slide(provenance: Provenance) {
    const { makeSlide } = await import('../../export/slide.ts');
    const state = store.getState();
    const { image, view } = state;
    const hasPhoto = PANELS[view].includes('photo');
    return makeSlide(
      itemsOnScreen(),
      image !== null && hasPhoto ? { ...image.view, title } : null,
      {
        title: words.slideTitle(views[view].title, hasPhoto ? title : null),
        caption: hasPhoto ? captionOf(state) : '',
      },
      provenance,
    );
  }
  const zip = async (provenance: Provenance) =>
    (await import('../../export/zip.ts')).makeZip(itemsOnScreen(), provenance);

  return (
    <div className={styles.files} aria-busy={busy}>
      <Button disabled={busy} onClick={() => void run(slide)}>
        {words.slide}
      </Button>
      {itemsOnScreen().length > 0 && (
        <Button disabled={busy} onClick={() => void run(zip)}>
          {words.zip}
        </Button>
      )}
    </div>
  );
}

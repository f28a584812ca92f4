import type { Sample } from '../../state/store.ts';
import { useExplorerState } from '../explorer-context.ts';
import { useLang } from '../language-context.ts';

/** What a photo is called, and its text alternative; null where nobody has described it. */
export interface PhotoName {
  readonly title: string;
  readonly alt: string | null;
}

/** Names samples in the language in use, in English where they have no names in it. */
export function useSampleName(): (sample: Sample) => Pick<Sample, 'title' | 'alt'> {
  const lang = useLang();
  return (sample) => sample.translations?.[lang] ?? sample;
}

/** Names the photo shown: a sample in the language in use, one's own by its file; an empty title while there is none. */
export function usePhotoName(): PhotoName {
  const nameOf = useSampleName();
  const title = useExplorerState((s) => s.imageTitle);
  const sample = useExplorerState((s) =>
    s.photoOwner === 'app' ? s.samples.find((one) => one.title === s.imageTitle) : undefined,
  );
  return sample === undefined ? { title, alt: null } : nameOf(sample);
}

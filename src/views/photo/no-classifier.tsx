import type { ModelInfo } from '../../state/explorer.ts';
import { useWords } from '../language-context.ts';
import { Prose } from '../prose.tsx';

/** What stands in place of the predictions of a backbone. */
export function NoClassifier({ model }: { readonly model: ModelInfo }) {
  const words = useWords().photo.noClassifier;
  return (
    <p>
      <Prose>{words[model.architecture](model.name)}</Prose>
    </p>
  );
}

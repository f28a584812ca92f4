import type { ModelInfo } from '../../state/explorer.ts';

/** What stands in place of the predictions of a backbone. */
export function NoClassifier({ model }: { readonly model: ModelInfo }) {
  const views = model.architecture === 'vheat' ? 'Diffuse, Field and Compare' : 'Field and Compare';
  return (
    <p>
      <span dir="auto">{model.name}</span> is a backbone without a classifier: it cannot say what
      the photo shows, but {views} show how it sees.
    </p>
  );
}

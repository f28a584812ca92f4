import { Fragment } from 'react';
import type { Words } from '../../content/words/words.ts';
import type { Assumption, ModelInfo } from '../../state/explorer.ts';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import { useWords } from '../language-context.ts';
import styles from './assumptions.module.css';

function wordsOf(
  assumption: Assumption,
  model: ModelInfo,
  words: Words['photo']['assumed'],
): string {
  const { heads, grid, postNorm } = model.report;
  switch (assumption) {
    case 'heads':
      return words.heads(heads ?? 0);
    case 'grid':
      return words.grid(grid?.join(' × ') ?? '');
    case 'norms':
      return postNorm ? words.norms.post : words.norms.pre;
    case 'normalisation':
      return words.normalisation;
    default:
      return assumption satisfies never;
  }
}

/** What the classifier's file does not say and its numbers depend on; each leads to its choice. */
export function Assumptions() {
  const words = useWords().photo.assumed;
  const explorer = useExplorer();
  const model = useExplorerState((s) => s.classifier);
  if (model === null || model.report.assumed.length === 0) return null;
  return (
    <p className={styles.assumed}>
      {words.intro}
      {model.report.assumed.map((assumption, i) => (
        <Fragment key={assumption}>
          {i > 0 && words.separator}
          <button
            type="button"
            className={styles.change}
            title={words.choose}
            onClick={() => {
              explorer.models.seek(assumption);
              void explorer.set({ view: 'models' });
            }}
          >
            {wordsOf(assumption, model, words)}
          </button>
        </Fragment>
      ))}
      {words.end}
    </p>
  );
}

import { Fragment } from 'react';
import type { Assumption, ModelInfo } from '../../state/explorer.ts';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import styles from './assumptions.module.css';

function wordsOf(assumption: Assumption, model: ModelInfo): string {
  const { heads, grid, postNorm } = model.report;
  switch (assumption) {
    case 'heads':
      return heads === 1 ? '1 attention head' : `${heads ?? 0} attention heads`;
    case 'grid':
      return `${grid?.join(' × ') ?? ''} patches`;
    case 'norms':
      return postNorm ? 'post-norm' : 'pre-norm';
    case 'normalisation':
      return 'ImageNet’s mean and deviation';
    default:
      return assumption satisfies never;
  }
}

/** What the classifier's file does not say and its numbers depend on; each leads to its choice. */
export function Assumptions() {
  const explorer = useExplorer();
  const model = useExplorerState((s) => s.classifier);
  if (model === null || model.report.assumed.length === 0) return null;
  return (
    <p className={styles.assumed}>
      Assumed, as the file does not say:{' '}
      {model.report.assumed.map((assumption, i) => (
        <Fragment key={assumption}>
          {i > 0 && ', '}
          <button
            type="button"
            className={styles.change}
            title="Choose otherwise"
            onClick={() => {
              explorer.models.seek(assumption);
              void explorer.set({ view: 'models' });
            }}
          >
            {wordsOf(assumption, model)}
          </button>
        </Fragment>
      ))}
      .
    </p>
  );
}

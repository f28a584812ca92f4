import { useExplorerState } from '../explorer-context.ts';
import { millions } from '../format/format.ts';
import { inputText } from '../format/input-size.ts';
import { Choices } from './choices.tsx';
import { RefusalPanel } from './refusal-panel.tsx';
import { ReportFacts } from './report-facts.tsx';
import { useMessages, useWords } from '../language-context.ts';
import styles from './models.module.css';

/** The report of the network that classifies, and of a file that was refused. */
export function ModelPanel() {
  const words = useWords().models;
  const say = useMessages();
  const model = useExplorerState((s) => s.classifier);
  const refusal = useExplorerState((s) => s.refusal);
  return (
    <>
      {refusal && <RefusalPanel refusal={refusal} />}
      {model === null ? (
        <p className={styles.hint}>{words.preparing}</p>
      ) : (
        <>
          <header className={styles.head}>
            <h2 dir="auto">{model.name}</h2>
            <p className={styles.hint}>
              {words.report.summary(
                model.report.name,
                millions(model.parameters),
                inputText(model),
                model.head.task === 'classify' ? model.head.classes : null,
              )}
            </p>
          </header>
          {model.warning !== null && <p className={styles.warning}>{say(model.warning)}</p>}
          <div className={styles.columns}>
            <ReportFacts model={model} />
            <Choices key={model.id} model={model} />
          </div>
        </>
      )}
    </>
  );
}

import { useState } from 'react';
import { useDropzone } from 'react-dropzone';
import type { ModelInfo } from '../../state/explorer.ts';
import type { Classifier } from '../../state/prediction.ts';
import { labelPictures } from '../../state/labelled-pictures.ts';
import { asMessage, type Message } from '../../state/messages.ts';
import { kindsOf } from '../../state/robustness.ts';
import { useMessages, useWords } from '../language-context.ts';
import { Button } from '../controls/button.tsx';
import controls from '../controls/controls.module.css';
import { Segments } from '../controls/segments.tsx';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import study from '../maps/study.module.css';
import styles from './robustness.module.css';

/** More folders than these are counted instead of named. */
const NAMED = 3;

type Reach = 'one' | 'all';

/** Measures a network on labelled pictures of the user's own. */
export function OwnPictures({ models }: { readonly models: readonly Classifier[] }) {
  const say = useMessages();
  const words = useWords().robustness.own;
  const explorer = useExplorer();
  const kind = useExplorerState((s) => s.disturb);
  const running = useExplorerState((s) => s.robustness.state === 'running');
  const [files, setFiles] = useState<readonly File[]>([]);
  const [chosen, setChosen] = useState<ModelInfo['architecture'] | null>(null);
  const [reach, setReach] = useState<Reach>('one');
  const [problem, setProblem] = useState<Message | null>(null);
  const model = models.find(({ architecture }) => architecture === chosen) ?? models.at(0);

  const { getRootProps, isDragActive } = useDropzone({
    noClick: true,
    noKeyboard: true,
    noDragEventsBubbling: true,
    onDrop: (dropped) => measure(dropped),
  });

  function measure(pictures: readonly File[]) {
    if (model === undefined) return;
    setFiles(pictures);
    const kinds = kindsOf(model).filter((each) => reach === 'all' || each === kind);
    try {
      if (kinds.length === 0) {
        setProblem({ code: 'no-heat', params: { network: model.name } });
        return;
      }
      const labelled = labelPictures(pictures, model.head);
      setProblem(null);
      void explorer.robustness.measureOwn(model.architecture, kinds, labelled);
    } catch (error) {
      setProblem(asMessage(error));
    }
  }

  if (model === undefined) return null;
  return (
    <section
      {...getRootProps({ className: styles.own, role: 'region', tabIndex: undefined })}
      data-over={isDragActive}
      aria-label={words.title}
    >
      <h2>{words.title}</h2>
      <p className={study.note}>{words.how}</p>
      {models.length > 1 && (
        <Segments
          label={words.network}
          value={model.architecture}
          options={models.map(({ architecture, name }) => ({ value: architecture, label: name }))}
          onChange={setChosen}
        />
      )}
      <Segments<Reach>
        label={words.which}
        value={reach}
        options={[
          { value: 'one', label: words.one },
          { value: 'all', label: words.all },
        ]}
        onChange={setReach}
      />
      <div className={study.bar}>
        <label className={controls.button}>
          {words.folder}
          <input
            type="file"
            className="visually-hidden"
            aria-label={words.folderOf}
            multiple
            disabled={running}
            ref={(input) => input?.setAttribute('webkitdirectory', '')}
            onChange={(event) => {
              measure([...(event.target.files ?? [])]);
              event.target.value = ''; // the same folder may be chosen again
            }}
          />
        </label>
        {files.length > 0 && !running && (
          <Button onClick={() => measure(files)}>{words.again}</Button>
        )}
      </div>
      {problem !== null && <p role="alert">{say(problem)}</p>}
      <Progress />
    </section>
  );
}

function Progress() {
  const say = useMessages();
  const words = useWords().robustness.own;
  const explorer = useExplorer();
  const run = useExplorerState((s) => s.robustness);
  const { state, network, total, pictures, skipped, unknown, problem } = run;
  if (state === 'running')
    return (
      <div className={study.run} role="group" aria-label={words.run}>
        <progress aria-label={words.progress} max={total} value={pictures + skipped} />
        <Button onClick={() => void explorer.robustness.cancelMeasuring()}>{words.cancel}</Button>
      </div>
    );
  if (state === 'idle') return null;
  const told = [
    state === 'failed' && problem !== null ? say(problem) : '',
    state === 'cancelled' ? words.cancelled : '',
    words.measured(network?.name ?? words.theNetwork, pictures, total),
    skipped > 0 ? words.skipped(skipped) : '',
    unknown.length > 0
      ? words.unknown(unknown.slice(0, NAMED), Math.max(0, unknown.length - NAMED))
      : '',
  ];
  return (
    <p className={study.note} role="status">
      {told.filter((sentence) => sentence !== '').join(' ')}
    </p>
  );
}

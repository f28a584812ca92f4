import { useState } from 'react';
import { useDropzone } from 'react-dropzone';
import type { ModelInfo } from '../../state/explorer.ts';
import type { Classifier } from '../../state/prediction.ts';
import { labelPictures } from '../../state/labelled-pictures.ts';
import { asPortError } from '../../state/port-error.ts';
import { kindsOf } from '../../state/robustness.ts';
import { Button } from '../controls/button.tsx';
import controls from '../controls/controls.module.css';
import { Segments } from '../controls/segments.tsx';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import study from '../maps/study.module.css';
import styles from './robustness.module.css';

const HOW =
  'Choose a folder of pictures, or drop it here: in it one folder for each class, named by its synset, its name or its index. The pictures do not leave this device.';
/** More folders than these are counted instead of named. */
const NAMED = 3;

type Reach = 'one' | 'all';

/** Measures a network on labelled pictures of the user's own. */
export function OwnPictures({ models }: { readonly models: readonly Classifier[] }) {
  const explorer = useExplorer();
  const kind = useExplorerState((s) => s.disturb);
  const running = useExplorerState((s) => s.robustness.state === 'running');
  const [files, setFiles] = useState<readonly File[]>([]);
  const [chosen, setChosen] = useState<ModelInfo['architecture'] | null>(null);
  const [reach, setReach] = useState<Reach>('one');
  const [problem, setProblem] = useState<string | null>(null);
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
        setProblem(
          `${model.name} conducts no heat: time does not change it. Choose another disturbance.`,
        );
        return;
      }
      const labelled = labelPictures(pictures, model.head);
      setProblem(null);
      void explorer.robustness.measureOwn(model.architecture, kinds, labelled);
    } catch (error) {
      setProblem(asPortError(error).message);
    }
  }

  if (model === undefined) return null;
  return (
    <section
      {...getRootProps({ className: styles.own, role: 'region', tabIndex: undefined })}
      data-over={isDragActive}
      aria-label="On your own pictures"
    >
      <h2>On your own pictures</h2>
      <p className={study.note}>{HOW}</p>
      {models.length > 1 && (
        <Segments
          label="Network to measure"
          value={model.architecture}
          options={models.map(({ architecture, name }) => ({ value: architecture, label: name }))}
          onChange={setChosen}
        />
      )}
      <Segments<Reach>
        label="Disturbances to measure"
        value={reach}
        options={[
          { value: 'one', label: 'this disturbance' },
          { value: 'all', label: 'all' },
        ]}
        onChange={setReach}
      />
      <div className={study.bar}>
        <label className={controls.button}>
          Choose a folder…
          <input
            type="file"
            className="visually-hidden"
            aria-label="Choose a folder of pictures"
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
          <Button onClick={() => measure(files)}>Measure again</Button>
        )}
      </div>
      {problem !== null && <p role="alert">{problem}</p>}
      <Progress />
    </section>
  );
}

function Progress() {
  const explorer = useExplorer();
  const run = useExplorerState((s) => s.robustness);
  const { state, network, total, pictures, skipped, unknown, problem } = run;
  if (state === 'running')
    return (
      <div className={study.run} role="group" aria-label="Measurement">
        <progress aria-label="Pictures measured" max={total} value={pictures + skipped} />
        <Button onClick={() => void explorer.robustness.cancelMeasuring()}>Cancel</Button>
      </div>
    );
  if (state === 'idle') return null;
  const named = unknown.slice(0, NAMED).map((name) => `"${name}"`);
  const others = unknown.length - named.length;
  return (
    <p className={study.note} role="status">
      {state === 'failed' && `${problem ?? ''} `}
      {state === 'cancelled' && 'Cancelled. '}
      {`${network?.name ?? 'The network'} was measured on ${pictures} of ${total} pictures.`}
      {skipped > 0 && ` ${skipped} could not be opened.`}
      {named.length > 0 &&
        ` Left out, since they name no class: ${named.join(', ')}${others > 0 ? ` and ${others} more` : ''}.`}
    </p>
  );
}

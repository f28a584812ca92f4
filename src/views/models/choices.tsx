import type { ModelChoices, ModelInfo } from '../../state/explorer.ts';
import { openLabels } from '../../state/incoming.ts';
import { Button } from '../controls/button.tsx';
import controls from '../controls/controls.module.css';
import { Icon } from '../controls/icon.tsx';
import { Segments } from '../controls/segments.tsx';
import { useExplorer } from '../explorer-context.ts';
import { pixelsText } from '../format/input-size.ts';
import { useWords } from '../language-context.ts';
import { GridField } from './grid-field.tsx';
import { HeadsField } from './heads-field.tsx';
import { NormalisationForm } from './normalisation-form.tsx';
import styles from './models.module.css';
import { useSought } from './use-sought.ts';
import { WeightsField } from './weights-field.tsx';

const RULES = ['zero-pad', 'bicubic'] as const;
const ORDERS = ['pre', 'post'] as const;

/** What tensors cannot say, and the input size: changing one reads the model again. */
export function Choices({ model }: { readonly model: ModelInfo }) {
  const explorer = useExplorer();
  const words = useWords().models.choices;
  const sought = useSought();
  const { report, choices } = model;
  const ownText = pixelsText(report.ownInput);
  // what goes wrong becomes a notice
  const choose = (change: ModelChoices) =>
    void explorer.models.choose(change).catch(() => undefined);
  const changed = Object.values(choices).some((choice) => choice !== undefined);
  return (
    <section ref={sought} className={styles.block} aria-labelledby="choices-title">
      <h3 id="choices-title">{words.title}</h3>
      <label className={styles.field}>
        {words.inputSize}
        <select
          value={report.inputSize}
          disabled={report.inputSizes.length === 1}
          onChange={(event) => choose({ inputSize: Number(event.target.value) })}
        >
          {report.inputSizes.map((size) => (
            <option key={size} value={size}>
              {size === report.ownInputSize ? words.own(ownText) : `${size} px`}
            </option>
          ))}
        </select>
      </label>
      {report.resize !== null && report.inputSizes.length > 1 && (
        <div className={styles.group}>
          <span aria-hidden="true">{words.resize}</span>
          <Segments
            label={words.resize}
            value={report.resize}
            options={RULES.map((value) => ({ value, label: words.rules[value] }))}
            onChange={(resize) => choose({ resize })}
          />
          <p className={styles.hint}>
            {words.ruleHints[report.resize]}
            {report.inputSize === report.ownInputSize && ` ${words.sameAtOwn}`}
          </p>
        </div>
      )}
      {report.variants.length > 1 && (
        <WeightsField
          which={report.which}
          variants={report.variants}
          onChange={(variant) => choose({ variant })}
        />
      )}
      {report.postNorm !== null && (
        <div className={styles.field} data-choice="norms">
          <span aria-hidden="true">{words.norms}</span>
          <Segments
            label={words.norms}
            value={report.postNorm ? 'post' : 'pre'}
            options={ORDERS.map((value) => ({ value, label: words.orders[value] }))}
            onChange={(order) => choose({ postNorm: order === 'post' })}
          />
        </div>
      )}
      {report.heads !== null && (
        <div data-choice="heads">
          <HeadsField
            key={report.heads}
            heads={report.heads}
            onChange={(heads) => choose({ heads })}
          />
        </div>
      )}
      {model.architecture === 'vit' && report.grids.length > 1 && (
        <div data-choice="grid">
          <GridField
            grid={model.grid}
            grids={report.grids}
            patchSize={model.patchSize}
            onChange={(grid) => choose({ grid })}
          />
        </div>
      )}
      <NormalisationForm
        key={`${report.mean.join()} ${report.std.join()}`}
        mean={report.mean}
        std={report.std}
        onChange={choose}
      />
      <div className={styles.inline}>
        {model.head.task === 'classify' && (
          <label className={controls.button}>
            <Icon name="list" />
            {words.names}
            <input
              type="file"
              aria-label={words.openNames}
              accept=".txt,.json,text/plain,application/json"
              className="visually-hidden"
              onChange={(event) => {
                const file = event.target.files?.item(0);
                if (file) void openLabels(explorer, file);
                event.target.value = ''; // the same file may be chosen again
              }}
            />
          </label>
        )}
        {changed && (
          <Button
            onClick={() =>
              choose({
                ...{ inputSize: undefined, resize: undefined, variant: undefined },
                ...{
                  postNorm: undefined,
                  grid: undefined,
                  heads: report.heads === null ? undefined : choices.heads,
                },
                ...{ mean: undefined, std: undefined, labels: undefined },
              })
            }
          >
            <Icon name="reset" />
            {words.asFile}
          </Button>
        )}
      </div>
    </section>
  );
}

/** How other pictures are told from a network's own where a tenth of its own is taken for others. */
export interface Separation {
  /** What the other pictures were like. */
  readonly what: string;
  readonly others: number;
  readonly auroc: number;
  readonly flagged: number;
  /** The same by the largest probability alone. */
  readonly plain: number;
  readonly plainFlagged: number;
}

/** What was measured of a model's confidence. */
interface Confidence {
  readonly dataset: string;
  readonly date: string;
  readonly calibration: {
    readonly temperature: number;
    readonly pictures: number;
    readonly before: number;
    readonly after: number;
  };
  readonly separations: readonly Separation[];
}

const TITLE = '## Confidence';
const NEXT = '## Terms and limits';

/** A model card with its section on confidence, in place of an older one. */
export function cardWith(card: string, confidence: Confidence): string {
  const section = sectionOf(confidence);
  const rest = card.replace(new RegExp(`^${TITLE}\\n[\\s\\S]*?(?=^## |$(?![\\s\\S]))`, 'm'), '');
  const at = rest.indexOf(`${NEXT}\n`);
  return at < 0
    ? `${rest.trimEnd()}\n\n${section}`
    : `${rest.slice(0, at)}${section}\n${rest.slice(at)}`;
}

function sectionOf({ dataset, date, calibration, separations }: Confidence): string {
  const { temperature, pictures, before, after } = calibration;
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const rows = separations.map(({ what, others, auroc, flagged, plain, plainFlagged }) =>
    cells(
      `${others}, ${what}`,
      auroc.toFixed(3),
      percent(flagged),
      plain.toFixed(3),
      percent(plainFlagged),
    ),
  );
  const outliers = `
Pictures of none of its classes are told by a score: the largest cosine between the features and a class's weights, plus
ViM (log Σ exp of the logits − α · length of the features outside of half of all directions), each in standard deviations.
It is fitted to its own pictures alone. The threshold takes 10 % of the ${pictures.toLocaleString('en')} for others.
Which score to take was chosen with these pictures in sight, as the best of some sixty on vHeat-Nano: read small differences with care.
Beside it the largest probability alone.

${cells('other pictures', 'AUROC', 'taken for others', 'AUROC by probability', 'taken for others by it')}
${cells('---', '---', '---', '---', '---')}
${rows.join('\n')}

So most pictures of other classes pass unnoticed: a network of this accuracy hardly knows what it does not know.
`;
  return `${TITLE}
Measured by \`npm run model -- calibrate\` on ${date}. The temperature, ${temperature}, was fitted to every second picture
(${dataset}); the other ${pictures.toLocaleString('en')} gave an expected calibration error (15 bins) of ${percent(before)} without it and
${percent(after)} with it.
${rows.length > 0 ? outliers : ''}`;
}

function cells(...values: readonly string[]): string {
  return `| ${values.join(' | ')} |`;
}

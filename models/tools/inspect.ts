import type { Report } from '../../src/model/recognise.ts';
import {
  CHECKPOINT_HELP,
  CHECKPOINT_OPTIONS,
  overridesOf,
  readArguments,
  UsageError,
  type Command,
} from './command.ts';
import { loadModel } from './load.ts';
import { say } from './say.ts';

/** Names told on one line. */
const SHOWN = 20;

export const inspect: Command = {
  help: `npm run model -- inspect <file…> [options]

Says what network a checkpoint (.pth, .pt, .safetensors) or a model folder holds. Nothing in the file is executed.
Several files are the parts of one model; its .index.json alone finds them.

  --json                the whole report as JSON
${CHECKPOINT_HELP}`,

  async run(args, surroundings) {
    const { values, positionals } = readArguments(args, {
      ...CHECKPOINT_OPTIONS,
      json: { type: 'boolean' },
    });
    if (positionals.length === 0) throw new UsageError('inspect needs a file.');
    const { report } = await loadModel(positionals, surroundings, {
      variant: values.variant,
      overrides: overridesOf(values),
    });
    if (values.json) {
      const notes = report.notes.map(say);
      surroundings.print(JSON.stringify({ ...report, notes }, null, 2));
    } else for (const line of describe(report)) surroundings.print(line);
  },
};

function describe(report: Report): string[] {
  const { which, variants, prefix, ignored, objects, unexpected, notes } = report;
  const rows: [string, string | null][] = [
    ['file', report.file],
    ['format', report.format],
    [
      'weights',
      which && `${which}${variants.length > 1 ? ` (also ${others(variants, which)})` : ''}`,
    ],
    ['prefix', prefix === '' ? null : `${prefix} (taken off every name)`],
    ['network', report.name],
    ['form', report.form],
    ['norms', report.postNorm === null ? null : report.postNorm ? 'post-norm' : 'pre-norm'],
    ['layer scale', report.layerScale === null ? null : report.layerScale ? 'yes' : 'no'],
    ['heads', report.heads === null ? null : String(report.heads)],
    ['grid', report.grid === null ? null : `${report.grid.join(' × ')} patches`],
    ['parameters', report.parameters.toLocaleString('en')],
    ['input', `${report.input.width} × ${report.input.height} pixels`],
    ['classes', report.classes === null ? 'none (a backbone)' : String(report.classes)],
    ['not read', [...ignored, ...unexpected].join(', ') || null],
    ['not run', objects.length === 0 ? null : `${some(objects)} (Python objects in the file)`],
  ];
  return [
    ...rows.flatMap(([name, value]) => (value === null ? [] : [`${name.padEnd(12)}${value}`])),
    ...notes.map((note) => `note        ${say(note)}`),
  ];
}

/** The first of many. */
function some(names: readonly string[]): string {
  const more = names.length - SHOWN;
  return names.slice(0, SHOWN).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function others(variants: readonly string[], which: string): string {
  return variants.filter((name) => name !== which).join(', ');
}

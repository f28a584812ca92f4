import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { SEVERITIES, type SeverityKind } from '../../math/disturb/severity.ts';
import { EVIDENCE, isOf } from './evidence.ts';
import { CATALOG, MODEL_CONFIG } from './config.ts';

const MODELS = join(import.meta.dirname, '../../../models');
const json = (path: string): unknown => JSON.parse(readFileSync(join(MODELS, path), 'utf8'));
const { models } = v.parse(CATALOG, json('catalog.json'));

test.each(models)('the evidence of %s was measured with its weights, at every amount', (model) => {
  const evidence = v.parse(EVIDENCE, json(`${model}/evidence.json`));
  const config = v.parse(MODEL_CONFIG, json(`${model}/config.json`));
  const digests = config.weights.map(({ file }) => {
    const bytes = readFileSync(join(MODELS, model, file));
    return { sha256: createHash('sha256').update(bytes).digest('hex') };
  });
  // Where this fails, the weights were exchanged: npm run bench:evidence measures them.
  expect(isOf(digests, evidence)).toBe(true);
  const kinds = (Object.keys(SEVERITIES) as SeverityKind[]).filter(
    (kind) => kind !== 'time' || config.architecture === 'vheat',
  );
  expect(Object.keys(evidence.curves)).toEqual(kinds);
  for (const kind of kinds) {
    const { measured, none } = SEVERITIES[kind];
    const amounts = evidence.curves[kind]?.map(({ amount }) => amount);
    expect(new Set(amounts)).toEqual(new Set([...measured, none]));
  }
});

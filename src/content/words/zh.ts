import { app } from './zh/app.ts';
import { classify } from './zh/classify.ts';
import { compare } from './zh/compare.ts';
import { complexity } from './zh/complexity.ts';
import { controls } from './zh/controls.ts';
import { diffuse } from './zh/diffuse.ts';
import { field } from './zh/field.ts';
import { format } from './zh/format.ts';
import { glossary } from './zh/glossary.ts';
import { intro } from './zh/intro.ts';
import { maps } from './zh/maps.ts';
import { models } from './zh/models.ts';
import { photo } from './zh/photo.ts';
import { robustness } from './zh/robustness.ts';
import { share } from './zh/share.ts';
import type { Words } from './words.ts';

/** Every sentence of the screens in Chinese. */
export const zh: Words = {
  app,
  classify,
  compare,
  complexity,
  controls,
  diffuse,
  field,
  format,
  glossary,
  intro,
  maps,
  models,
  photo,
  robustness,
  share,
};

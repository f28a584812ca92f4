import { app } from './en/app.ts';
import { classify } from './en/classify.ts';
import { compare } from './en/compare.ts';
import { complexity } from './en/complexity.ts';
import { controls } from './en/controls.ts';
import { diffuse } from './en/diffuse.ts';
import { field } from './en/field.ts';
import { format } from './en/format.ts';
import { glossary } from './en/glossary.ts';
import { intro } from './en/intro.ts';
import { maps } from './en/maps.ts';
import { models } from './en/models.ts';
import { photo } from './en/photo.ts';
import { robustness } from './en/robustness.ts';
import { share } from './en/share.ts';

/** Every sentence of the screens in English. */
export const en = {
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

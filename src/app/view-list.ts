import type { ComponentType } from 'react';
import { VIEWS, type View } from '../state/settings.ts';

interface ViewEntry {
  readonly view: View;
  readonly load: () => Promise<{ default: ComponentType }>;
}

/** The program of each view, a chunk of its own. */
const LOADERS: Record<View, ViewEntry['load']> = {
  classify: () => import('../views/classify/classify-view.tsx'),
  diffuse: () => import('../views/diffuse/diffuse-view.tsx'),
  field: () => import('../views/field/field-view.tsx'),
  compare: () => import('../views/compare/compare-view.tsx'),
  complexity: () => import('../views/complexity/complexity-view.tsx'),
  robustness: () => import('../views/robustness/robustness-view.tsx'),
  models: () => import('../views/models/models-view.tsx'),
};

/** The views in the order of the navigation. */
export const VIEW_LIST: readonly ViewEntry[] = VIEWS.map((view) => ({ view, load: LOADERS[view] }));

import type { ComponentType } from 'react';
import type { View } from '../state/settings.ts';

interface ViewEntry {
  readonly view: View;
  readonly title: string;
  readonly load: () => Promise<{ default: ComponentType }>;
}

/** The views that exist, in the order of the navigation; each is a chunk of its own. */
export const VIEW_LIST: readonly ViewEntry[] = [
  {
    view: 'classify',
    title: 'Classify',
    load: () => import('../views/classify/classify-view.tsx'),
  },
  {
    view: 'diffuse',
    title: 'Diffuse',
    load: () => import('../views/diffuse/diffuse-view.tsx'),
  },
  {
    view: 'field',
    title: 'Field',
    load: () => import('../views/field/field-view.tsx'),
  },
  {
    view: 'compare',
    title: 'Compare',
    load: () => import('../views/compare/compare-view.tsx'),
  },
  {
    view: 'complexity',
    title: 'Complexity',
    load: () => import('../views/complexity/complexity-view.tsx'),
  },
  {
    view: 'robustness',
    title: 'Robustness',
    load: () => import('../views/robustness/robustness-view.tsx'),
  },
  {
    view: 'models',
    title: 'Models',
    load: () => import('../views/models/models-view.tsx'),
  },
];

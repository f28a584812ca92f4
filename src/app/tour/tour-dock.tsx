import { lazy, Suspense } from 'react';
import { useExplorerState } from '../../views/explorer-context.ts';

const Tour = lazy(() => import('./tour.tsx'));

/** The tour under the view, while one runs; its program comes with the first. */
export function TourDock() {
  const name = useExplorerState((s) => s.tour);
  return (
    name !== null && (
      <Suspense>
        <Tour name={name} />
      </Suspense>
    )
  );
}

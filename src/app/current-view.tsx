import { lazy, Suspense, useState } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { Button } from '../views/controls/button.tsx';
import { useExplorerState } from '../views/explorer-context.ts';
import { useWords } from '../views/language-context.ts';
import { takeUpdate, useUpdate } from './updates.ts';
import { VIEW_LIST } from './view-list.ts';
import styles from './app.module.css';

function loaders() {
  return VIEW_LIST.map(({ view, load }) => ({ view, View: lazy(load) }));
}

/** The view chosen; one that stops, or whose program does not arrive, says so and can be shown again. */
export function CurrentView() {
  const view = useExplorerState((s) => s.view);
  const words = useWords().app;
  const update = useUpdate();
  // React remembers a program that did not arrive, so trying again takes new loaders.
  const [views, setViews] = useState(loaders);
  const { View } = views.find((entry) => entry.view === view) ?? views[0];
  return (
    <ErrorBoundary
      resetKeys={[view]}
      onReset={() => setViews(loaders)}
      fallbackRender={({ error, resetErrorBoundary }) => (
        <div role="alert" className={styles.failure}>
          <p>{words.viewStopped(error instanceof Error ? error.message : String(error))}</p>
          {update === 'none' ? (
            <Button onClick={resetErrorBoundary}>{words.showAgain}</Button>
          ) : (
            <Button onClick={takeUpdate}>{words.showNewVersion}</Button>
          )}
        </div>
      )}
    >
      <Suspense fallback={<p className={styles.failure}>{words.loadingView}</p>}>
        <View />
      </Suspense>
    </ErrorBoundary>
  );
}

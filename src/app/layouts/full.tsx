import { useWords } from '../../views/language-context.ts';
import { Panel } from '../../views/panel.tsx';
import { Banners } from '../banners.tsx';
import { CurrentView } from '../current-view.tsx';
import { Header } from '../header.tsx';
import { TourDock } from '../tour/tour-dock.tsx';
import { usePageKeys } from './use-page-keys.tsx';
import styles from './layouts.module.css';

/** The laboratory: header, messages, one view, the tour under it. */
export function Full() {
  const words = useWords().app;
  const help = usePageKeys();
  return (
    <>
      <a className={styles.skip} href="#view">
        {words.skip}
      </a>
      <Panel name="header">
        <Header />
      </Panel>
      <Banners />
      <main id="view" className={styles.main} tabIndex={-1}>
        <CurrentView />
      </main>
      <TourDock />
      {help}
    </>
  );
}

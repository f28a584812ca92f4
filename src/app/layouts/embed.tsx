import type { SyntheticEvent } from 'react';
import { Banners } from '../banners.tsx';
import { CurrentView } from '../current-view.tsx';
import { TourDock } from '../tour/tour-dock.tsx';
import styles from './layouts.module.css';

/** In somebody else's page: the view alone, and a mark that opens the same state in a tab of its own. */
export function Embed() {
  return (
    <>
      <Banners />
      <main id="view" className={styles.main} tabIndex={-1}>
        <CurrentView />
      </main>
      <TourDock />
      <Mark />
    </>
  );
}

/** Brand and way out of the frame. */
function Mark() {
  // Read when it is needed: every change of a setting changes the address.
  const open = (event: SyntheticEvent<HTMLAnchorElement>) => {
    const address = new URL(window.location.href);
    address.searchParams.delete('embed');
    event.currentTarget.href = address.href;
  };
  return (
    <a
      className={styles.mark}
      href={window.location.href}
      target="_blank"
      rel="noopener"
      onPointerDown={open}
      onFocus={open}
      onClick={open}
    >
      <i aria-hidden="true" />
      <span>vHeat Explorer</span>
    </a>
  );
}

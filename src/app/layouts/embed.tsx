import { useLayoutEffect, type SyntheticEvent } from 'react';
import type { Room } from '../../state/store.ts';
import { useMedia } from '../../views/controls/use-media.ts';
import { useExplorer } from '../../views/explorer-context.ts';
import { useWords } from '../../views/language-context.ts';
import { Banners } from '../banners.tsx';
import { CurrentView } from '../current-view.tsx';
import { TourDock } from '../tour/tour-dock.tsx';
import styles from './layouts.module.css';

/** In somebody else's page: the view alone, and a mark that opens the same state in a tab of its own. */
export function Embed() {
  const room = useRoom();
  return (
    <>
      <Banners />
      <main id="view" className={styles.main} tabIndex={-1} data-room={room}>
        <CurrentView />
      </main>
      <TourDock />
      <Mark />
    </>
  );
}

/** Frames below these sizes have room for one panel, and for a map alone. */
const SMALL = '(max-width: 700px), (max-height: 450px)';
const SMALLEST = '(max-width: 300px), (max-height: 220px)';

/** What this frame has room for; the panels of the views follow it. */
function useRoom(): Room {
  const { store } = useExplorer();
  const isSmall = useMedia(SMALL);
  const isSmallest = useMedia(SMALLEST);
  const room = isSmallest ? 'map' : isSmall ? 'panel' : 'all';
  useLayoutEffect(() => {
    store.setState({ room });
    return () => store.setState({ room: 'all' });
  }, [store, room]);
  return room;
}

/** Brand and way out of the frame. */
function Mark() {
  const words = useWords().app;
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
      aria-label={words.name}
      title={words.openInTab}
      target="_blank"
      rel="noopener"
      onPointerDown={open}
      onFocus={open}
      onClick={open}
    >
      <i aria-hidden="true" />
      <span>{words.name}</span>
    </a>
  );
}

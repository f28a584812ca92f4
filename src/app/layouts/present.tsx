import { useEffect, useRef, useState } from 'react';
import { useExplorer } from '../../views/explorer-context.ts';
import { useWords } from '../../views/language-context.ts';
import { Panel } from '../../views/panel.tsx';
import { Banners } from '../banners.tsx';
import { CurrentView } from '../current-view.tsx';
import { Header } from '../header.tsx';
import { TourDock } from '../tour/tour-dock.tsx';
import { usePageKeys } from './use-page-keys.tsx';
import styles from './layouts.module.css';

/** The header stays this long after the pointer's last move near it. */
const SHOWN_MS = 2500;

/** On a stage: one figure in large type; the header comes when the pointer goes up, the pointer is a ring. */
export function Present() {
  const explorer = useExplorer();
  const words = useWords().app;
  const [black, setBlack] = useState(false);
  const help = usePageKeys({
    b: () => setBlack(!black),
    Escape: () => void explorer.set({ present: false }),
  });
  const shown = useHeaderShown();
  return (
    <>
      <div className={styles.peek} data-shown={shown}>
        <Panel name="header">
          <Header />
        </Panel>
      </div>
      <Banners />
      <main id="view" className={styles.main} tabIndex={-1}>
        <CurrentView />
      </main>
      <TourDock />
      {help}
      <Ring />
      {black && (
        <button
          type="button"
          className={styles.black}
          aria-label={words.black}
          onClick={() => setBlack(false)}
        />
      )}
    </>
  );
}

/** True while the pointer moves in the upper quarter, or something in the header has the focus. */
function useHeaderShown(): boolean {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onMove = (event: PointerEvent) => {
      if (event.clientY > window.innerHeight / 4) return;
      setShown(true);
      clearTimeout(timer);
      timer = setTimeout(() => setShown(false), SHOWN_MS);
    };
    window.addEventListener('pointermove', onMove);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pointermove', onMove);
    };
  }, []);
  return shown;
}

/** A soft ring around the pointer: projectors lose the arrow. */
function Ring() {
  const ring = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const onMove = ({ clientX, clientY }: PointerEvent) => {
      ring.current?.style.setProperty('translate', `${clientX}px ${clientY}px`);
      ring.current?.toggleAttribute('data-seen', true);
    };
    const onLeave = () => ring.current?.toggleAttribute('data-seen', false);
    window.addEventListener('pointermove', onMove);
    document.addEventListener('pointerleave', onLeave);
    return () => {
      window.removeEventListener('pointermove', onMove);
      document.removeEventListener('pointerleave', onLeave);
    };
  }, []);
  return <div ref={ring} className={styles.ring} aria-hidden="true" />;
}

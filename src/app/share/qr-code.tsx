import { Dialog } from 'radix-ui';
import { useEffect, useMemo, useRef, useState } from 'react';
import { encode } from 'uqr';
import { useWords } from '../../views/language-context.ts';
import styles from './share.module.css';

/** Light modules around a code, as its standard asks for (ISO/IEC 18004). */
const QUIET_ZONE = 4;

/** The code of a text with as few modules as it needs; null where no code is large enough. */
function modulesOf(text: string): readonly (readonly boolean[])[] | null {
  try {
    return encode(text, { ecc: 'L', boostEcc: true, border: QUIET_ZONE }).data;
  } catch {
    return null;
  }
}

/** Dark modules as squares of side 1. */
function pathOf(modules: readonly (readonly boolean[])[]): string {
  return modules
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('');
}

/** Takes the whole screen as long as it is wanted; where the browser does not allow that the window is all there is. */
function useFullScreen(wanted: boolean, onLeave: () => void): void {
  const leave = useRef(onLeave);
  useEffect(() => {
    leave.current = onLeave;
  });
  useEffect(() => {
    // Somebody who has the page on the whole screen keeps it there.
    if (!wanted || document.fullscreenElement !== null) return;
    const onChange = () => document.fullscreenElement === null && leave.current();
    document.addEventListener('fullscreenchange', onChange);
    document.documentElement.requestFullscreen().catch(() => undefined);
    return () => {
      document.removeEventListener('fullscreenchange', onChange);
      if (document.fullscreenElement !== null) document.exitFullscreen().catch(() => undefined);
    };
  }, [wanted]);
}

/** A link for the phones of a hall: a click makes its code as large as the screen. */
export function QrCode({ link }: { readonly link: string }) {
  const { share, controls } = useWords();
  const words = share.code;
  const modules = useMemo(() => modulesOf(link), [link]);
  const [large, setLarge] = useState(false);
  useFullScreen(large, () => setLarge(false));
  if (modules === null) return <p className={styles.note}>{words.tooLong}</p>;
  const code = (
    <svg
      viewBox={`0 0 ${modules.length} ${modules.length}`}
      shapeRendering="crispEdges"
      aria-hidden
    >
      <path d={pathOf(modules)} fill="#000" />
    </svg>
  );
  return (
    <Dialog.Root open={large} onOpenChange={setLarge}>
      <Dialog.Trigger className={styles.code} aria-label={words.enlarge} title={words.enlarge}>
        {code}
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Content className={styles.hall} aria-describedby={undefined}>
          <Dialog.Title className="visually-hidden">{words.name}</Dialog.Title>
          <Dialog.Close aria-label={controls.close}>{code}</Dialog.Close>
          <p>{link}</p>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

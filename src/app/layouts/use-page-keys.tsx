import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { Words } from '../../content/words/words.ts';
import { switchTheme } from '../../state/theme.ts';
import { Modal } from '../../views/controls/modal.tsx';
import { useExplorer } from '../../views/explorer-context.ts';
import { useWords } from '../../views/language-context.ts';
import { VIEW_LIST } from '../view-list.ts';
import styles from './layouts.module.css';

const TEXT =
  'input:not([type=radio], [type=checkbox], [type=range]), select, textarea, [contenteditable]';

const KEYS: readonly (readonly [
  keys: string,
  what: Exclude<keyof Words['app']['keys'], 'title'>,
])[] = [
  ['P', 'present'],
  ['F', 'fullScreen'],
  ['B', 'black'],
  ['T', 'theme'],
  [`1–${VIEW_LIST.length}`, 'views'],
  ['Space', 'space'],
  ['← →', 'arrows'],
  ['Home End', 'ends'],
  ['Esc', 'escape'],
  ['?', 'keys'],
];

/**
 * Keys of the whole page: P, F, T, digits and ?, and those of a layout by their lower-case names.
 * @returns the list of keys, while somebody asks for it
 */
export function usePageKeys(own: Readonly<Partial<Record<string, () => void>>> = {}): ReactNode {
  const explorer = useExplorer();
  const words = useWords().app.keys;
  const [help, setHelp] = useState(false);
  const latest = useRef(own);
  useEffect(() => {
    latest.current = own;
  });

  useEffect(() => {
    const keys: Readonly<Partial<Record<string, () => void>>> = {
      p: () => void explorer.set({ present: !explorer.store.getState().present }),
      f: () =>
        void (
          document.fullscreenElement
            ? document.exitFullscreen()
            : document.documentElement.requestFullscreen()
        ).catch(() => undefined), // a frame may not: nothing changes
      t: () => void switchTheme(explorer, window),
      '?': () => setHelp(true),
      ...Object.fromEntries(
        VIEW_LIST.map(({ view }, i) => [String(i + 1), () => void explorer.set({ view })]),
      ),
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target instanceof Element ? event.target : document.body;
      if (target.closest(`[role=dialog], ${TEXT}`)) return;
      const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const act = latest.current[name] ?? keys[name];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [explorer]);

  return (
    help && (
      <Modal title={words.title} open onClose={() => setHelp(false)}>
        <dl className={styles.keys}>
          {KEYS.map(([name, what]) => (
            <div key={name}>
              <dt>
                <kbd>{name}</kbd>
              </dt>
              <dd>{words[what]}</dd>
            </div>
          ))}
        </dl>
      </Modal>
    )
  );
}

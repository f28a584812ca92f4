import { useEffect } from 'react';
import { useDropzone } from 'react-dropzone';
import { openFiles, openTransfer } from '../state/incoming.ts';
import { useExplorer, useExplorerState } from '../views/explorer-context.ts';
import type { ExplorerState } from '../state/explorer.ts';
import { useWords } from '../views/language-context.ts';
import { Announcer } from './announcer.tsx';
import { Embed } from './layouts/embed.tsx';
import { Full } from './layouts/full.tsx';
import { Present } from './layouts/present.tsx';
import { LoadProgress } from './load-progress.tsx';
import styles from './app.module.css';

/** A dragged link, else dragged or pasted text. */
function textOf(data: DataTransfer | null): string {
  const link = data?.getData('text/uri-list') ?? '';
  return link === '' ? (data?.getData('text/plain') ?? '') : link;
}

const LAYOUTS = { full: Full, embed: Embed, present: Present } as const;

const layoutOf = ({ embed, present }: ExplorerState) =>
  present ? 'present' : embed ? 'embed' : 'full';

/** The whole window in one of its layouts; a picture may be dropped or pasted anywhere. */
export function App() {
  const explorer = useExplorer();
  const words = useWords();
  const title = useExplorerState((s) => words[s.view].title);
  const layout = useExplorerState(layoutOf);
  const Layout = LAYOUTS[layout];
  const { getRootProps, isDragActive } = useDropzone({
    noClick: true,
    noKeyboard: true,
    onDrop: (files) => void openFiles(explorer, files),
  });

  useEffect(() => {
    document.title = `${title} · ${words.app.name}`;
  }, [title, words]);

  useEffect(() => {
    const transfer = (data: DataTransfer | null) =>
      openTransfer(explorer, [...(data?.files ?? [])], textOf(data));
    const onPaste = (event: ClipboardEvent) => {
      if (event.target instanceof HTMLInputElement) return;
      void transfer(event.clipboardData);
    };
    // The drop zone takes files; a dragged link or picture of another page comes as text.
    const onDrop = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      void transfer(event.dataTransfer);
    };
    const onDragOver = (event: DragEvent) => event.preventDefault();
    window.addEventListener('paste', onPaste);
    window.addEventListener('drop', onDrop);
    window.addEventListener('dragover', onDragOver);
    return () => {
      window.removeEventListener('paste', onPaste);
      window.removeEventListener('drop', onDrop);
      window.removeEventListener('dragover', onDragOver);
    };
  }, [explorer]);

  return (
    <div
      {...getRootProps({ className: styles.app, role: undefined, tabIndex: undefined })}
      data-layout={layout}
    >
      <Layout />
      <LoadProgress />
      <Announcer />
      {isDragActive && (
        <div className={styles.drop} aria-hidden="true">
          {words.app.drop}
        </div>
      )}
    </div>
  );
}

import { useEffect } from 'react';
import { useDropzone } from 'react-dropzone';
import { openFiles, openTransfer } from '../state/incoming.ts';
import { useExplorer } from '../views/explorer-context.ts';
import { Panel } from '../views/panel.tsx';
import { KeepOffer } from '../views/models/keep-offer.tsx';
import { StrangerOffer } from '../views/models/stranger-offer.tsx';
import { CurrentView } from './current-view.tsx';
import { Header } from './header.tsx';
import { LoadProgress } from './load-progress.tsx';
import { Notices } from './notices.tsx';
import { UpdateOffer } from './update-offer.tsx';
import styles from './app.module.css';

/** A dragged link, else dragged or pasted text. */
function textOf(data: DataTransfer | null): string {
  const link = data?.getData('text/uri-list') ?? '';
  return link === '' ? (data?.getData('text/plain') ?? '') : link;
}

/** The whole window: a header, one view, messages; a picture may be dropped or pasted anywhere. */
export function App() {
  const explorer = useExplorer();
  const { getRootProps, isDragActive } = useDropzone({
    noClick: true,
    noKeyboard: true,
    onDrop: (files) => void openFiles(explorer, files),
  });

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
    <div {...getRootProps({ className: styles.app, role: undefined, tabIndex: undefined })}>
      <a className={styles.skip} href="#view">
        Skip to the view
      </a>
      <Panel name="header">
        <Header />
      </Panel>
      <div>
        <UpdateOffer />
        <Notices />
        <StrangerOffer />
        <KeepOffer />
      </div>
      <main id="view" className={styles.main} tabIndex={-1}>
        <CurrentView />
      </main>
      <LoadProgress />
      {isDragActive && (
        <div className={styles.drop} aria-hidden="true">
          Drop a picture, a checkpoint or class names
        </div>
      )}
    </div>
  );
}

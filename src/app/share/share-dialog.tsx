import { useState } from 'react';
import { appCitation, CITATION } from '../../content/citation.ts';
import { settingsOf } from '../../state/explorer.ts';
import { linkTo } from '../../state/url.ts';
import { Modal } from '../../views/controls/modal.tsx';
import { Segments } from '../../views/controls/segments.tsx';
import { useExplorer, useExplorerState } from '../../views/explorer-context.ts';
import { useWords } from '../../views/language-context.ts';
import { CopyText } from './copy-text.tsx';
import { QrCode } from './qr-code.tsx';
import { appAddress, elementSnippet, frameSnippet, sharedSettings } from './snippets.ts';
import { ViewFiles } from './view-files.tsx';
import styles from './share.module.css';

/** Whether nobody else can open an address. */
function isOfThisDevice({ protocol, hostname }: URL): boolean {
  return protocol === 'file:' || /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

/** Everything by which what is shown now reaches others: link, code, HTML, citation. */
export default function ShareDialog({ onClose }: { readonly onClose: () => void }) {
  const { store } = useExplorer();
  const { share: words, ...views } = useWords();
  const ownPhoto = useExplorerState((s) => s.photo !== null || s.images === 'own');
  const ownModel = useExplorerState((s) => s.model?.startsWith('file:') === true);
  // What was shown when it was opened: time may run on behind the dialog.
  const [settings] = useState(() => sharedSettings(settingsOf(store.getState())));
  const [frame, setFrame] = useState<'frame' | 'element'>('frame');
  const [cited, setCited] = useState<'paper' | 'app'>('paper');
  const page = window.location.href;
  const link = linkTo(settings, page);
  const snippet = frame === 'frame' ? frameSnippet : elementSnippet;
  return (
    <Modal title={words.title} open onClose={onClose}>
      <div className={styles.share}>
        <section className={styles.link}>
          <QrCode link={link} />
          <div>
            <CopyText name={words.link} text={link} />
            {ownPhoto && <p className={styles.note}>{words.ownPhoto}</p>}
            {ownModel && <p className={styles.note}>{words.ownModel}</p>}
            {isOfThisDevice(new URL(page)) && <p className={styles.note}>{words.thisDevice}</p>}
          </div>
        </section>
        <section>
          <header>
            <h3>{words.embed}</h3>
            <Segments
              label={words.embed}
              value={frame}
              options={[
                { value: 'frame', label: words.frame },
                { value: 'element', label: words.element },
              ]}
              onChange={setFrame}
            />
          </header>
          <CopyText
            name="HTML"
            text={snippet(settings, page, words.frameTitle(views[settings.view].title))}
          />
        </section>
        <section>
          <h3>{words.files}</h3>
          <ViewFiles />
        </section>
        <section>
          <header>
            <h3>{words.cite}</h3>
            <Segments
              label={words.cite}
              value={cited}
              options={[
                { value: 'paper', label: words.paper },
                { value: 'app', label: words.app },
              ]}
              onChange={setCited}
            />
          </header>
          <CopyText
            name="BibTeX"
            text={cited === 'paper' ? CITATION : appCitation(appAddress(page))}
          />
        </section>
      </div>
    </Modal>
  );
}

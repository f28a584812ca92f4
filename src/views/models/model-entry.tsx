import type { Words } from '../../content/words/words.ts';
import type { CatalogEntry } from '../../state/explorer.ts';
import { Button } from '../controls/button.tsx';
import { Icon } from '../controls/icon.tsx';
import { useExplorer } from '../explorer-context.ts';
import { megabytes } from '../format/format.ts';
import { useWords } from '../language-context.ts';
import styles from './models.module.css';

const ARCHITECTURES = { vheat: 'vHeat', vit: 'ViT' } as const;

function originOf({ origin, kept }: CatalogEntry): keyof Words['models']['list']['origins'] {
  if (origin !== 'file') return origin;
  return kept ? 'kept' : 'opened';
}

interface Props {
  readonly entry: CatalogEntry;
  readonly current: boolean;
}

/** One model of the picker: choosing it loads it. */
export function ModelEntry({ entry, current }: Props) {
  const words = useWords().models.list;
  const explorer = useExplorer();
  const { id, name, architecture, bytes, origin, kept } = entry;
  // what goes wrong becomes a notice
  const quietly = (work: Promise<void>) => void work.catch(() => undefined);
  return (
    <li className={styles.entry}>
      <button
        type="button"
        className={styles.choose}
        aria-current={current ? 'true' : undefined}
        onClick={() => quietly(explorer.set({ model: id }))}
      >
        <span className={styles.entryName} dir="auto">
          {name}
        </span>
        <span className={styles.hint}>
          {ARCHITECTURES[architecture]} · <span className={styles.number}>{megabytes(bytes)}</span>{' '}
          · {words.origins[originOf(entry)]}
          {current && ` · ${words.current}`}
        </span>
      </button>
      {origin === 'file' && !kept && (
        <Button
          aria-label={words.rememberNamed(name)}
          onClick={() => quietly(explorer.models.keep(id))}
        >
          {words.remember}
        </Button>
      )}
      {origin !== 'app' && (
        <Button
          look="icon"
          aria-label={words.remove(name)}
          onClick={() => quietly(explorer.models.forget(id))}
        >
          <Icon name="close" />
        </Button>
      )}
    </li>
  );
}

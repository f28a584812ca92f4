import { Button } from '../../views/controls/button.tsx';
import { Icon } from '../../views/controls/icon.tsx';
import { useCopy } from '../../views/controls/use-copy.ts';
import { useWords } from '../../views/language-context.ts';
import styles from './share.module.css';

interface Props {
  /** What the text is: "Link". */
  readonly name: string;
  readonly text: string;
}

/** A text to take along: read, selected or copied. */
export function CopyText({ name, text }: Props) {
  const words = useWords().share;
  const { outcome, copy } = useCopy();
  return (
    <div className={styles.text}>
      <pre tabIndex={0} aria-label={name} role="group">
        {text}
      </pre>
      <Button aria-label={words.copyOf(name)} onClick={() => void copy(text)}>
        {outcome === 'copied' && <Icon name="check" />}
        <span aria-live="polite">{words[outcome ?? 'copy']}</span>
      </Button>
    </div>
  );
}

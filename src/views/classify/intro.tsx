import { Button } from '../controls/button.tsx';
import { useExplorer } from '../explorer-context.ts';
import { useWords } from '../language-context.ts';
import { Panel } from '../panel.tsx';
import styles from './intro.module.css';

/** One line that says what this is, and the short tour for whoever wants to be shown. */
export function Intro() {
  const explorer = useExplorer();
  const words = useWords().intro;
  return (
    <Panel name="intro" className={styles.intro}>
      <p>{words.tagline}</p>
      <Button look="primary" onClick={() => void explorer.set({ tour: 'stage' })}>
        {words.show}
      </Button>
    </Panel>
  );
}

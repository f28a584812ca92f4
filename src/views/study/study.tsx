import type { ReactNode } from 'react';
import type { Fold } from '../../state/settings.ts';
import { Button } from '../controls/button.tsx';
import { useFold } from '../controls/use-fold.ts';
import { useExplorerState } from '../explorer-context.ts';
import { useAnyPanel } from '../panel.tsx';
import type { PanelName } from '../../state/panel-name.ts';
import styles from './study.module.css';

interface StudyProps {
  /** Under the columns, always on screen. */
  readonly floor?: ReactNode;
  /** On a middling window the sides are drawers over the stage; without, they are columns and rows around it. */
  readonly drawers?: boolean;
  readonly className?: string | undefined;
  /** The stage and its sides, in the order in which they are read where there is one column. */
  readonly children: ReactNode;
}

/** A view in columns: what is asked, what is seen, and its numbers. */
export function Study({ floor, drawers = false, className = '', children }: StudyProps) {
  return (
    <div className={styles.study} data-drawers={drawers ? '' : undefined}>
      <div className={`${styles.view} ${className}`}>{children}</div>
      {floor && <div className={styles.floor}>{floor}</div>}
    </div>
  );
}

interface SideProps {
  /** What is in it: it goes when none of these is shown. */
  readonly panels: readonly PanelName[];
  readonly label: string;
  /** Beside the stage; below it on phones, in the order of the document. */
  readonly at?: 'left' | 'right';
  /** Its drawer, where the study has drawers. */
  readonly drawer?: Fold;
  /** Whether it is scrolled by keyboard from itself, because nothing in it need take the focus. */
  readonly focusable?: boolean;
  readonly children: ReactNode;
}

export function Side({
  panels,
  label,
  at = 'left',
  drawer,
  focusable = false,
  children,
}: SideProps) {
  const open = useExplorerState((s) => drawer !== undefined && s.open.includes(drawer));
  if (!useAnyPanel(panels)) return null;
  return (
    <aside
      id={drawer && idOf(drawer)}
      className={styles.side}
      data-at={at}
      data-open={drawer && open}
      aria-label={label}
      tabIndex={focusable ? 0 : undefined}
    >
      {children}
    </aside>
  );
}

interface StageProps {
  /** What is in it: it goes when none of these is shown. */
  readonly panels: readonly PanelName[];
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

export function Stage({ panels, className = '', children }: StageProps) {
  if (!useAnyPanel(panels)) return null;
  return <div className={`${styles.stage} ${className}`}>{children}</div>;
}

interface DrawerButtonProps {
  /** What is in the drawer: without any of these there is none. */
  readonly panels: readonly PanelName[];
  readonly drawer: Fold;
  /** The drawer that closes when this one opens. */
  readonly instead: Fold;
  readonly children: string;
}

/** Opens and closes a side that is a drawer; not there while it is a column. */
export function DrawerButton({ panels, drawer, instead, children }: DrawerButtonProps) {
  const { open, set } = useFold(drawer, [instead]);
  if (!useAnyPanel(panels)) return null;
  return (
    <span className={styles.drawerButton}>
      <Button aria-expanded={open} aria-controls={idOf(drawer)} onClick={() => set(!open)}>
        {children}
      </Button>
    </span>
  );
}

const idOf = (drawer: Fold) => `side-${drawer}`;

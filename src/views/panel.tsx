import type { HTMLAttributes, ReactNode } from 'react';
import { useExplorerState } from './explorer-context.ts';
import type { PanelName } from '../state/panel-name.ts';
import { isShown } from './panels.ts';

interface Props extends HTMLAttributes<HTMLElement> {
  readonly name: PanelName;
  readonly as?: 'div' | 'section' | 'header' | 'p';
}

/** What is spoken of is seen, however long its column is and whatever comes into it later: the first part of it. */
function bringIntoView(element: HTMLElement | null): (() => void) | undefined {
  if (element === null) return;
  const observer = new ResizeObserver(() => {
    if (document.querySelector('[data-pointed]') !== element) return;
    const isTall = element.offsetHeight > window.innerHeight / 2;
    element.scrollIntoView({ block: isTall ? 'start' : 'nearest' });
  });
  observer.observe(element);
  return () => observer.disconnect();
}

/** A panel of the view; where the settings hide it nothing of it runs. `data-pointed` while the tour speaks of it. */
export function Panel({ name, as: Element = 'div', ...rest }: Props) {
  const shown = useExplorerState((s) => isShown(name, s));
  const pointed = useExplorerState((s) => s.point === name);
  return shown ? (
    <Element
      data-panel={name}
      data-pointed={pointed || undefined}
      ref={pointed ? bringIntoView : undefined}
      {...rest}
    />
  ) : null;
}

/** Whether any of some panels is shown: what they share is needed. */
export function useAnyPanel(names: readonly PanelName[]): boolean {
  return useExplorerState((s) => names.some((name) => isShown(name, s)));
}

interface AnyPanelProps {
  readonly of: readonly PanelName[];
  readonly children: ReactNode;
}

/** What is around panels; it goes when all of them do. */
export function AnyPanel({ of, children }: AnyPanelProps) {
  return useAnyPanel(of) && children;
}

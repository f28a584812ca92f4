import { Popover } from 'radix-ui';
import { useExplorerState } from '../views/explorer-context.ts';
import { BACKEND_TITLES, duration } from '../views/format/format.ts';
import { useMessages, useWords } from '../views/language-context.ts';
import { Prose } from '../views/prose.tsx';
import styles from './header.module.css';

/** Which backend computes, how long the last look took, and why it is not a faster one. */
export function BackendBadge() {
  const say = useMessages();
  const words = useWords().app.backend;
  const backend = useExplorerState((s) => s.backendInfo);
  const milliseconds = useExplorerState((s) => s.result?.milliseconds ?? null);
  const status = useExplorerState((s) => s.status);
  const name = backend ? BACKEND_TITLES[backend.name] : words.starting;
  const title = backend && backend.threads > 1 ? words.threads(name, backend.threads) : name;
  const text = milliseconds === null ? title : `${title} · ${duration(milliseconds)}`;
  const isFallback = backend !== null && backend.reasons.length > 0;
  const details = [
    backend?.adapter ? words.gpu(backend.adapter) : null,
    backend?.name === 'wasm' && backend.threads === 1
      ? words.oneThread[window.crossOriginIsolated ? 'few' : 'notIsolated']
      : null,
    ...(backend?.reasons ?? []).map(say),
  ].filter((line) => line !== null);
  return (
    <div role="group" aria-label={words.label} className={styles.status}>
      <Popover.Root>
        <Popover.Trigger className={styles.chip} title={details.join(' ')}>
          <i
            className={styles.dot}
            data-state={status === 'error' ? 'bad' : isFallback ? 'fallback' : 'good'}
            aria-hidden="true"
          />
          {text}
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content
            className={styles.popover}
            aria-label={words.label}
            sideOffset={8}
            collisionPadding={12}
          >
            <p>
              <Prose>{words.runs(title)}</Prose>
            </p>
            {details.map((line) => (
              <p key={line}>{line}</p>
            ))}
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
    </div>
  );
}

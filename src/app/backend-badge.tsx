import { Popover } from 'radix-ui';
import type { BackendInfo } from '../state/explorer.ts';
import { useExplorerState } from '../views/explorer-context.ts';
import { BACKEND_TITLES, duration } from '../views/format/format.ts';
import styles from './header.module.css';

function whyOneThread(): string {
  return window.crossOriginIsolated
    ? 'One thread: at most half of the processors are used, and this device has few.'
    : 'One thread: several need cross-origin isolation, which the app has from its second visit on, on a page of its own.';
}

function backendTitle({ name, threads }: BackendInfo): string {
  return threads > 1 ? `${BACKEND_TITLES[name]}, ${threads} threads` : BACKEND_TITLES[name];
}

/** Which backend computes, how long the last look took, and why it is not a faster one. */
export function BackendBadge() {
  const backend = useExplorerState((s) => s.backendInfo);
  const milliseconds = useExplorerState((s) => s.result?.milliseconds ?? null);
  const status = useExplorerState((s) => s.status);
  const title = backend ? backendTitle(backend) : 'starting';
  const text = milliseconds === null ? title : `${title} · ${duration(milliseconds)}`;
  const details = [
    backend?.adapter ? `GPU: ${backend.adapter}.` : null,
    backend?.name === 'wasm' && backend.threads === 1 ? whyOneThread() : null,
    backend?.reason ?? null,
  ].filter((line) => line !== null);
  return (
    <div role="status" aria-label="Backend" className={styles.status}>
      <Popover.Root>
        <Popover.Trigger className={styles.chip} title={details.join(' ')}>
          <i
            className={styles.dot}
            data-state={status === 'error' ? 'bad' : backend?.reason ? 'fallback' : 'good'}
            aria-hidden="true"
          />
          {text}
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content
            className={styles.popover}
            aria-label="Backend"
            sideOffset={8}
            collisionPadding={12}
          >
            <p>
              <b>{title}</b> runs the network, in the background, on this device.
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

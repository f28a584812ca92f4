/** How often, at most, the browser looks whether something lies over the frame, in milliseconds; it allows no less. */
const LOOK_MS = 100;

/** What Chromium tells besides, when asked for it. */
interface Sight extends IntersectionObserverEntry {
  readonly isVisible?: boolean;
}

/**
 * Tells whether anybody sees this frame: not while it is out of sight, nor in a slide that was not shown yet, which lies
 * hidden where it will be. Once it was seen, used, or its slide begun, only sight counts: things may lie over it.
 */
export function watchSeen(window: Window, onChange: (isSeen: boolean) => void): void {
  const { document } = window;
  const middle = document.createElement('i');
  middle.ariaHidden = 'true';
  middle.style.cssText = 'position:fixed;left:50%;top:50%;width:1px;height:1px;pointer-events:none';
  document.body.append(middle);
  let isInSight = false;
  let wasSeen = false;
  const tell = () => onChange(isInSight && wasSeen);
  const begin = () => {
    wasSeen = true;
    tell();
  };
  const options = { trackVisibility: true, delay: LOOK_MS } as IntersectionObserverInit;
  new IntersectionObserver((entries) => {
    const last = entries.at(-1) as Sight | undefined;
    isInSight = last?.isIntersecting === true;
    // Other browsers do not say.
    wasSeen ||= isInSight && last?.isVisible !== false;
    tell();
  }, options).observe(middle);
  for (const event of ['pointerdown', 'pointermove', 'keydown', 'focusin'])
    window.addEventListener(event, begin, { once: true });
  window.addEventListener('message', ({ source, data }: MessageEvent<unknown>) => {
    if (source === window.parent && data === 'slide:start') begin();
  });
}

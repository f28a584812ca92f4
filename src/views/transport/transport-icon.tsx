const PATHS = {
  play: 'M5 3l8 5-8 5z',
  pause: 'M4.5 3h2.5v10H4.5zM9 3h2.5v10H9z',
  back: 'M12 3L6 8l6 5zM3.5 3H5v10H3.5z',
  forward: 'M4 3l6 5-6 5zM11 3h1.5v10H11z',
  loop: 'M4 6.5A4.5 4.5 0 0 1 12 5l1.4-1.4v4H9.4L11 6a3 3 0 0 0-5.6.9zM12 9.5A4.5 4.5 0 0 1 4 11l-1.4 1.4v-4h4L5 10a3 3 0 0 0 5.6-.9z',
} as const;

/** A solid 16 px icon; decorative, the button around it carries the name. */
export function TransportIcon({ name }: { readonly name: keyof typeof PATHS }) {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" fill="currentColor" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}

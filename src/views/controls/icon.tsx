const PATHS = {
  check: 'M3 8.5l3.2 3.2L13 4.8',
  close: 'M4 4l8 8M12 4l-8 8',
  camera: 'M2 5h3l1-2h4l1 2h3v8H2zM8 11.2a2.4 2.4 0 1 0 0-4.8 2.4 2.4 0 0 0 0 4.8z',
  image: 'M2 3h12v10H2zM2 11l3.5-4 3 3 2-2L14 11M10.5 6.2h.01',
  link: 'M6.5 9.5l3-3M7 4.5l1.2-1.2a2.6 2.6 0 0 1 3.7 3.7L10.5 8.4M9 11.5l-1.2 1.2a2.6 2.6 0 0 1-3.7-3.7L5.5 7.6',
  list: 'M5.5 4H14M5.5 8H14M5.5 12H14M2 4h.5M2 8h.5M2 12h.5',
  theme: 'M8 2a6 6 0 1 0 0 12zM8 2a6 6 0 0 1 0 12',
  info: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 7.5v3.5M8 5h.01',
  tour: 'M3 13V4.5l5-2 5 2V13M3 4.5l5 2 5-2M8 6.5V15',
  menu: 'M2 4h12M2 8h12M2 12h12',
  present: 'M2 3h12v8H2zM8 11v3M5.5 14h5M7 5.5L9.5 7 7 8.5z',
  reset: 'M3 8a5 5 0 1 0 1.6-3.7M3 2.5V5h2.5',
  share:
    'M11.5 5.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM4.5 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM11.5 14.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM6.3 7.1l3.4-2.2M6.3 8.9l3.4 2.2',
  upload: 'M8 11V3M4.5 6.5L8 3l3.5 3.5M2.5 13.5h11',
} as const;

export type IconName = keyof typeof PATHS;

/** A 16 px line icon; decorative, the control around it carries the name. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}

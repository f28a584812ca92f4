import type { Misfit } from './accept.ts';
import type { Notice } from './notices.ts';
import type { Outside } from './place.ts';

/** Values that do not fit, each with what would: "t=1000 (≤ 64), nope". */
export function misfitsText(misfits: readonly Misfit[]): string {
  return misfits
    .map(({ key, given, allowed }) => (allowed === null ? key : `${key}=${given} (${allowed})`))
    .join(', ');
}

/** A link asks for what settings cannot be. */
export function linkMisfits(misfits: readonly Misfit[]): Notice {
  return {
    kind: 'note',
    code: 'link',
    message: `The link had values that do not fit and were left out: ${misfitsText(misfits)}.`,
  };
}

/** A link or program asks for a place that the networks do not have. */
export function outsideNetwork(outside: readonly Outside[]): Notice {
  const list = (parts: readonly string[]) => [...new Set(parts)].join(', ');
  const asked = list(outside.map(({ what, asked: at }) => `${what} ${at + 1}`));
  const shown = list(
    outside.map(({ what, shown: at }) => (at === null ? `mean of ${what}s` : `${what} ${at + 1}`)),
  );
  return {
    kind: 'note',
    code: 'outside-network',
    message: `This network has no ${asked}. Shown instead: ${shown}.`,
  };
}

/** A link was made with a photo of its sender's own. */
export function photoMissing(standIn: string): Notice {
  return {
    kind: 'note',
    code: 'photo-missing',
    message: `The link was made with a photo of its sender’s own, which no link can hold: ask for its file and open it here. “${standIn}” stands in for it.`,
  };
}

/** A link averages over photos of its sender's own. */
export const PHOTOS_MISSING: Notice = {
  kind: 'note',
  code: 'photos-missing',
  message:
    'The link averages over photos of its sender’s own, which no link can hold: ask for their files and choose them here. The photo shown stands in for them.',
};

/** Panels are to be hidden or kept that no view has. */
export function panelsUnknown(unknown: readonly string[], all: string): Notice {
  return {
    kind: 'note',
    code: 'panels',
    message: `No panel is called ${unknown.join(', ')}. There are ${all}.`,
  };
}

/** Panels are to be kept of which the view in view has none. */
export function panelsElsewhere(only: readonly string[]): Notice {
  return {
    kind: 'note',
    code: 'panels',
    message: `This view has nothing of what is to be kept (${only.join(', ')}), so all of it is shown.`,
  };
}

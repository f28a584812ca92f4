import type { Bilingual } from '../bilingual.ts';

/** Bilingual of the tour's own controls. */
export const LABELS = {
  tour: { en: 'Tour', zh: '导览' },
  next: { en: 'Next', zh: '下一步' },
  back: { en: 'Back', zh: '上一步' },
  finish: { en: 'Finish', zh: '完成' },
  leave: { en: 'Leave the tour', zh: '退出导览' },
  restore: { en: 'Back to this step', zh: '回到这一步' },
  chapters: { en: 'Chapters', zh: '章节' },
  guess: { en: 'Your guess', zh: '你的猜测' },
  right: { en: 'You guessed right.', zh: '你猜对了。' },
  wrong: { en: 'You guessed otherwise; look:', zh: '你猜的不一样，请看：' },
} as const satisfies Record<string, Bilingual>;

import { en as messages } from './messages/en.ts';
import { en as words } from './words/en.ts';

export const language = { lang: 'en' as const, messages, words };

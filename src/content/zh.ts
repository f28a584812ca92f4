import { zh as messages } from './messages/zh.ts';
import { zh as words } from './words/zh.ts';

export const language = { lang: 'zh' as const, messages, words };

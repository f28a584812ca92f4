import { en } from '../../src/content/messages/en.ts';
import { sayIn } from '../../src/content/messages/messages.ts';

/** Makes sentences of what the app's own code tells; the command line speaks English. */
export const say = sayIn(en);

import { codedOf, CodedError } from '../../src/coded/coded.ts';
import { calibrate } from './calibrate.ts';
import { classify } from './classify.ts';
import { UsageError, type Command, type Surroundings } from './command.ts';
import { convert } from './convert.ts';
import { fetchModel } from './fetch.ts';
import { inspect } from './inspect.ts';
import { say } from './say.ts';
import type { Sayable } from '../../src/content/messages/messages.ts';

const COMMANDS: Readonly<Record<string, Command>> = {
  inspect,
  convert,
  fetch: fetchModel,
  classify,
  calibrate,
};

const HELP = `npm run model -- <command> [options]

  inspect <file>          what network a checkpoint holds
  convert <file> <out>    a checkpoint as a model folder of the app
  fetch <name|url>        public weights as a model folder of the app
  classify <image…>       photos, with the app's network
  calibrate <model> <pictures>
                          how far its probabilities can be trusted

Each command explains itself with --help. Results go to the standard output, everything else to the standard error.
Exit codes: 0 done, 1 failed, 2 misunderstood, 130 stopped.`;

/**
 * Runs one command line.
 * @returns the exit code; every error ends as one line on `remark`
 */
export async function main(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const [name, ...rest] = args;
  if (args.length === 0 || name === '--help' || name === '-h' || name === 'help') {
    surroundings.print(HELP);
    return args.length === 0 ? 2 : 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : null;
  if (!command) {
    surroundings.remark(`error: there is no command "${name}". Try --help.`);
    return 2;
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    surroundings.print(command.help);
    return 0;
  }
  try {
    await command.run(rest, surroundings);
    return 0;
  } catch (error) {
    if (surroundings.signal.aborted) {
      surroundings.remark('stopped');
      return 130;
    }
    if (error instanceof UsageError) {
      surroundings.remark(`error: ${error.message} Try ${name} --help.`);
      return 2;
    }
    surroundings.remark(messageOf(error));
    for (const line of keysAtFault(error)) surroundings.remark(line);
    return 1;
  }
}

/** Every key of weights that make no network. */
function keysAtFault(error: unknown): string[] {
  const { params } = codedOf(error) as Sayable;
  if (!('keys' in params)) return [];
  const { missing, wrongShape, unexpected } = params.keys;
  const lists: [string, readonly string[]][] = [
    ['missing', missing],
    ['wrong shape', wrongShape.map((fault) => say({ code: 'wrong-shape', params: fault }))],
    ['unexpected', unexpected],
  ];
  return lists.flatMap(([what, keys]) => keys.map((key) => `${what.padEnd(12)}${key}`));
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return `error: ${String(error)}`;
  if (error instanceof CodedError)
    return `error [${error.code}]: ${say(codedOf(error) as Sayable)}`;
  const code = 'code' in error && typeof error.code === 'string' ? ` [${error.code}]` : '';
  // What has a code speaks for itself; anything else is a fault of the tool, to be reported with its place.
  return `error${code}: ${code ? error.message : (error.stack ?? error.message)}`;
}

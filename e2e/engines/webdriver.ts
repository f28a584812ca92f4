import { spawn, type ChildProcess } from 'node:child_process';

/** A session of a browser that speaks the W3C WebDriver protocol. */
export interface Session {
  goto(url: string): Promise<void>;
  /** Runs a function of the page and resolves with what its promise gives. */
  run<T>(script: string): Promise<T>;
  close(): Promise<void>;
}

const START_TRIES = 50;

async function call(address: string, method: string, body?: unknown): Promise<unknown> {
  const response = await fetch(address, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const { value } = (await response.json()) as { value: unknown };
  if (response.ok) return value;
  const { error, message } = value as { error: string; message: string };
  throw new Error(`${error}: ${message}`);
}

/** Waits until a program that was just started answers. */
async function answering(address: string): Promise<void> {
  for (let i = 0; i < START_TRIES; i++) {
    if (
      await fetch(address).then(
        () => true,
        () => false,
      )
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`no answer from ${address}`);
}

/**
 * Starts a driver program and a browser by it.
 * @param driver command of the driver with its arguments, port included
 * @param capabilities what the driver is asked for
 */
export async function startSession(
  [command, ...parameters]: readonly string[],
  port: number,
  capabilities: Record<string, unknown>,
  env: Record<string, string>,
): Promise<Session> {
  const program: ChildProcess = spawn(command, parameters, {
    stdio: 'ignore',
    env: { ...process.env, ...env },
  });
  const root = `http://127.0.0.1:${port}`;
  try {
    await answering(`${root}/status`);
    const { sessionId } = (await call(`${root}/session`, 'POST', {
      capabilities: { alwaysMatch: capabilities },
    })) as { sessionId: string };
    const session = `${root}/session/${sessionId}`;
    await call(`${session}/timeouts`, 'POST', { script: 240_000, pageLoad: 60_000 });
    return {
      async goto(url) {
        await call(`${session}/url`, 'POST', { url });
      },
      async run<T>(script: string) {
        const answer = (await call(`${session}/execute/async`, 'POST', {
          script: `const done = arguments[0]; (${script})().then((value) => done(JSON.stringify({ value })), (error) => done(JSON.stringify({ error: String(error) })));`,
          args: [],
        })) as string;
        const { value, error } = JSON.parse(answer) as { value: T; error?: string };
        if (error !== undefined) throw new Error(error);
        return value;
      },
      async close() {
        await call(session, 'DELETE').catch(() => undefined);
        program.kill();
      },
    };
  } catch (error) {
    program.kill();
    throw error;
  }
}

import type { KeyFaults, PortError } from '../engine/port.ts';

/** Any thrown value as code and sentence. */
export function asPortError(error: unknown): PortError {
  if (typeof error === 'object' && error !== null && 'message' in error) {
    const { message } = error;
    const code = 'code' in error && typeof error.code === 'string' ? error.code : 'internal';
    const keys = 'keys' in error ? { keys: error.keys as KeyFaults } : {};
    return { code, message: String(message), ...keys };
  }
  return { code: 'internal', message: String(error) };
}

/** An error to throw that carries code and keys. */
export function rejection({ message, ...rest }: PortError): Error {
  return Object.assign(new Error(message), rest);
}

import { EngineError } from './error.ts';

/**
 * Settles as `work`, unless it takes longer.
 * @param late called with the result of work that succeeds after all, to free what it holds
 * @throws EngineError `start-timeout`
 */
export function inTime<T>(
  milliseconds: number,
  work: Promise<T>,
  late: (result: T) => void = () => undefined,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      reject(new EngineError('start-timeout', { milliseconds }));
    }, milliseconds);
    work
      .then(
        (result) => (isLate ? late(result) : resolve(result)),
        (error: unknown) => reject(error as Error),
      )
      .finally(() => clearTimeout(timer));
  });
}

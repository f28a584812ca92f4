import { coded, codedOf, type Coded } from '../coded/coded.ts';
import { planBackends, withFailures, type Attempt, type Probe } from './backend-plan.ts';
import { startBackend, type Backend } from './backend.ts';
import { EngineError } from './error.ts';
import type { BackendName, BackendReasons, Failure, SelfTestFaults } from './error.ts';
import type { BackendInfo } from './port.ts';
import { probeWebGpu } from './probe.ts';
import { selfTest } from './self-test.ts';

/** What lives on the device. */
export interface Residents {
  /** Frees what is on the device that goes. */
  release(): void;
  /** Brings everything to the device that came. */
  settle(): Promise<void>;
}

/** The backend in use, and what is told of it. */
interface Running {
  readonly backend: Backend;
  readonly info: BackendInfo;
}

/**
 * The supervisor of the backend: chooses one, watches it, and replaces one that fails. A device that fails is replaced
 * once by a new one, then by the next backend.
 */
export class Device {
  private readonly failed = new Map<BackendName, Coded<BackendReasons>>();
  private running: Running | null = null;
  private forced: BackendName | null = null;
  private losses = 0;

  constructor(
    private readonly residents: Residents,
    private readonly onChange: (info: BackendInfo) => void,
  ) {}

  /**
   * Starts the best backend, or a forced one. The one that runs goes on where the wanted one cannot start.
   * @throws EngineError `no-backend`
   */
  async start(forced: BackendName | null): Promise<BackendInfo> {
    this.forced = forced;
    this.failed.clear();
    this.losses = 0;
    await this.change();
    return this.current().info;
  }

  get name(): BackendName {
    return this.current().info.name;
  }

  warmUp(forward: Parameters<Backend['warmUp']>[0]): Promise<void> {
    return this.current().backend.warmUp(forward);
  }

  /** What it records dies with the device: `release` of the residents frees it. */
  record(...pass: Parameters<Backend['record']>): ReturnType<Backend['record']> {
    return this.current().backend.record(...pass);
  }

  /** Runs a job and, when the device failed under it, once more on what replaces the device. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    for (;;) {
      const { backend } = this.current();
      const outcome = await Promise.resolve()
        .then(work)
        .then(
          (value) => ({ value }),
          (error: unknown) => ({ error }),
        );
      if ('error' in outcome) await backend.lossReported();
      const fault = backend.takeFault();
      if (backend.isLost()) {
        this.losses++;
        if (this.losses > 1) this.failed.set('webgpu', coded('gpu-lost'));
      } else if (fault !== null) this.failed.set('webgpu', coded('gpu-error', { detail: fault }));
      else if ('error' in outcome) {
        if (!(outcome.error instanceof EngineError) || outcome.error.code !== 'gpu-fault')
          throw outcome.error;
        this.failed.set('webgpu', coded('gpu-fault'));
      } else return outcome.value;
      // Ends, because each failure leaves one backend less.
      this.leave();
      await this.change();
    }
  }

  private current(): Running {
    if (this.running === null) throw new EngineError('not-started');
    return this.running;
  }

  private leave(): void {
    this.residents.release();
    this.running?.backend.dispose();
    this.running = null;
  }

  /** Puts the first backend of the plan that works in the place of the one that runs, which may be that one. */
  private async change(): Promise<void> {
    if (this.running?.backend.isLost() === true) this.leave();
    const next = await this.firstThatWorks();
    const isNew = next.backend !== this.running?.backend;
    if (isNew) this.leave();
    this.running = next;
    this.onChange(next.info);
    if (isNew) await this.residents.settle();
  }

  private async firstThatWorks(): Promise<Running> {
    const probe = await probeWebGpu();
    const failures = [...this.failed.values()];
    for (const attempt of this.attempts(probe)) {
      if (attempt.name === this.running?.info.name) {
        const { backend } = this.running;
        await backend.use();
        return { backend, info: infoOf(backend, attempt, probe, failures) };
      }
      try {
        const backend = await startBackend(attempt.name);
        await backend.use();
        const fault = (await selfTest()) ?? gpuError(backend.takeFault());
        if (fault === null) return { backend, info: infoOf(backend, attempt, probe, failures) };
        backend.dispose();
        failures.push(coded('self-test', { backend: attempt.name, fault }));
      } catch (error) {
        const reason = codedOf(error) as Failure;
        failures.push(coded('start-failed', { backend: attempt.name, reason }));
      }
    }
    throw new EngineError('no-backend', { failures });
  }

  private attempts(probe: Probe): Attempt[] {
    const plan = planBackends(probe, this.forced).filter(({ name }) => !this.failed.has(name));
    const { running } = this;
    if (this.forced === null || running === null) return plan;
    return plan.filter(({ name }) => name === this.forced || name === running.info.name);
  }
}

function gpuError(detail: string | null): Coded<SelfTestFaults> | null {
  return detail === null ? null : coded('gpu-error', { detail });
}

function infoOf(
  { name, threads }: Backend,
  attempt: Attempt,
  probe: Probe,
  failures: readonly Coded<BackendReasons>[],
): BackendInfo {
  const onGpu = name === 'webgpu' && probe.adapter === 'found';
  return {
    name,
    threads,
    adapter: onGpu ? probe.name : null,
    software: onGpu && probe.software,
    reasons: withFailures(attempt, failures),
  };
}

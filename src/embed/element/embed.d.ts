/** Settings as the app's address has them: `t`, `view`, `sample`, `stage`… */
export type VheatSettings = Readonly<Record<string, unknown>>;

export interface VheatPrediction {
  readonly index: number;
  readonly label: string;
  readonly probability: number;
}

/** What a call rejects with; `private` until the reader allows this site to see what is theirs. */
export interface VheatError extends Error {
  readonly code: string;
}

/** `detail` of the events that the element sends. */
export interface VheatEvents {
  'vheat:status': CustomEvent<'loading' | 'ready' | 'running' | 'error'>;
  'vheat:state': CustomEvent<VheatSettings>;
  'vheat:predictions': CustomEvent<readonly VheatPrediction[]>;
  /** Heat is drawn at another time. */
  'vheat:frame': CustomEvent<{ readonly t: number }>;
  'vheat:error': CustomEvent<{ readonly code: string; readonly message: string }>;
  /** A key that the app does not use. */
  'vheat:key': CustomEvent<{ readonly key: string }>;
}

/**
 * The app in a frame. Attributes are the keys of its address, such as `view`, `sample`, `t` and `play`, besides
 * `src` (the app's folder, by default where this script is), `ratio` (of its sides, 16 / 9), `steps` (a JSON list of
 * settings, one for the slide and one for each fragment of a reveal.js deck) and `loading` (`lazy` or `eager`).
 */
export interface VheatDemoElement extends HTMLElement {
  ready(): Promise<void>;
  classify(image: Blob | string): Promise<{
    readonly predictions: readonly VheatPrediction[];
    /** Whether any class may fit; null where nobody has measured how to tell. */
    readonly fits: boolean | null;
    readonly milliseconds: number;
    readonly backend: string;
    readonly model: string;
  }>;
  open(file: Blob | readonly File[], name?: string, choices?: object | null): Promise<object>;
  capture(place: { stage: number; block: number }): Promise<{
    readonly shape: readonly [number, number, number];
    readonly u0: Float32Array;
    readonly k: Float32Array;
    readonly gate: Float32Array;
    readonly ut: Float32Array;
  }>;
  field(question: {
    network: 'vheat' | 'vit';
    stage?: number;
    cell?: [row: number, column: number];
    images?: 'current' | 'samples';
  }): Promise<{
    readonly height: number;
    readonly width: number;
    readonly data: Float32Array;
    readonly ratios: { readonly log10: (number | null)[]; readonly pow02: (number | null)[] };
  }>;
  robustness(question: object): Promise<object>;
  memory(): Promise<{ readonly tensors: number; readonly bytes: number }>;
  state(): Promise<VheatSettings>;
  setState(partial: VheatSettings): Promise<void>;
  addEventListener<E extends keyof VheatEvents>(
    type: E,
    listener: (event: VheatEvents[E]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'vheat-demo': VheatDemoElement;
  }
}

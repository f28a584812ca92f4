/** A file that the page asked for before the program that needs it was here. */
export interface EarlyFile {
  readonly url: string;
  /** Fails where the file cannot be had, or is not needed. */
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
}

declare global {
  interface Window {
    /** Left by the page's first script, which `build/early.ts` writes. */
    earlyWeights?: EarlyFile;
  }
}

/** The weights on their way to this page, once; null where there are none. */
export function takeEarly(): EarlyFile | null {
  const { earlyWeights = null } = window;
  delete window.earlyWeights;
  return earlyWeights;
}

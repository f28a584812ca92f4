/** Takes the frames of a film, one after the other, and makes a file of them. */
export interface FilmWriter {
  /** Takes what the canvas shows now. */
  add(): Promise<void>;
  finish(): Promise<Blob>;
  /** Gives up; nothing is left of the film. */
  cancel(): Promise<void>;
}

/** What a writer of any kind needs to know. */
export interface Reel {
  readonly canvas: HTMLCanvasElement;
  /** Frames a second. */
  readonly rate: number;
  /** Begins anew at its end, where the kind of file can say so. */
  readonly loop: boolean;
  readonly title: string;
  /** Sentence, link, citation and settings. */
  readonly comment: string;
}

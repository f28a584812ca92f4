import type { Pixels } from '../../port.ts';
import type { Bytes } from '../bytes.ts';
import type { Orientation } from '../orientation.ts';

/**
 * How a photo's file ends. A photo is opened only if every one of its pixels is in the file, for a decoder fills a hole
 * in its own way (grey, nothing, a refusal), and a network would classify the filling:
 * - `whole`: nothing is missing;
 * - `unmarked`: every pixel is there, but not all that should follow: an end mark, metadata, later frames. Opened with a
 *   note;
 * - `coarse`: every pixel is there, but perhaps not the last refinements of a progressive JPEG. Opened with a note;
 * - `cut`: the file ends before its pixels do. Refused;
 * - `damaged`: the file goes on to its end mark without all its pixels. Refused.
 */
export type Ending = 'whole' | 'unmarked' | 'coarse' | 'cut' | 'damaged';

/** What a photo's file says about itself, read without decoding a pixel. */
export interface PhotoFile {
  /** Size in pixels as stored, before it is turned upright. */
  readonly width: number;
  readonly height: number;
  /** More than one frame. */
  readonly animated: boolean;
  /** How the stored pixels are to be turned. */
  readonly orientation: Orientation;
  /**
   * The pixels as stored.
   * @param decode is given the first picture as a file of its own, with its end mark, but without orientation, colour
   *   profile and other metadata, which decoders treat each in its own way. PNG is decoded here and does not need it.
   */
  pixels(decode: (plain: Bytes) => Promise<Pixels>): Promise<Pixels>;
  /** Follows the pixels to the end, which takes a while in a large file: to be asked when the size is known to be bearable. */
  ending(): Ending;
}

/** A PNG as its parts, so that tests can make every kind, whole or broken. */
export interface PngParts {
  readonly width: number;
  readonly height: number;
  /** Bits per sample: 1, 2, 4, 8 or 16. */
  readonly bitDepth: number;
  /** 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGBA. */
  readonly colourType: number;
  /** One list of packed sample bytes per row. */
  readonly rows: readonly (readonly number[])[];
  /** Chunks before the pixels, such as `PLTE`, `tRNS` or `acTL`. */
  readonly chunks?: readonly PngChunk[];
  /** Chunks after the pixels, such as `fdAT`. */
  readonly laterChunks?: readonly PngChunk[];
}

type PngChunk = readonly [type: string, data: readonly number[]];

const u32 = (value: number) => [
  value >>> 24,
  (value >>> 16) & 255,
  (value >>> 8) & 255,
  value & 255,
];

/** Encodes a PNG with unfiltered rows. */
export async function encodePng(parts: PngParts): Promise<Uint8Array<ArrayBuffer>> {
  const header = [
    ...u32(parts.width),
    ...u32(parts.height),
    parts.bitDepth,
    parts.colourType,
    0,
    0,
    0,
  ];
  const raw = Uint8Array.from(parts.rows.flatMap((row) => [0, ...row]));
  const deflated = new Blob([raw]).stream().pipeThrough(new CompressionStream('deflate'));
  const data = new Uint8Array(await new Response(deflated).arrayBuffer());
  return Uint8Array.from([
    ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    ...chunk('IHDR', header),
    ...(parts.chunks ?? []).flatMap(([type, content]) => chunk(type, content)),
    ...chunk('IDAT', [...data]),
    ...(parts.laterChunks ?? []).flatMap(([type, content]) => chunk(type, content)),
    ...chunk('IEND', []),
  ]);
}

function chunk(type: string, data: readonly number[]): number[] {
  const body = [...Array.from(type, (letter) => letter.charCodeAt(0)), ...data];
  return [...u32(data.length), ...body, ...u32(crc32(body))];
}

function crc32(bytes: readonly number[]): number {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

import { ExportError } from './error.ts';
import type { About } from './item.ts';
import { withTexts } from './png.ts';

/** Draws an SVG file that needs nothing else into a canvas, `factor` pixels per unit. */
async function rasterize(svg: string, factor: number): Promise<HTMLCanvasElement> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  const image = new Image();
  image.src = url;
  try {
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(image.naturalWidth * factor);
    canvas.height = Math.round(image.naturalHeight * factor);
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas;
  } catch {
    throw new ExportError('export-failed', { fault: 'not-drawn' });
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** An SVG file as PNG, with everything about it in its texts. */
export async function pngOf(svg: string, about: About, factor = 1): Promise<Blob> {
  const canvas = await rasterize(svg, factor);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  if (blob === null)
    throw new ExportError('export-failed', {
      fault: 'too-large',
      width: canvas.width,
      height: canvas.height,
    });
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const texts = {
    Title: about.title,
    Description: about.caption,
    Source: about.link,
    Citation: about.citation,
    Comment: JSON.stringify({ model: about.model, settings: about.settings }),
  };
  return new Blob([withTexts(bytes, texts)], { type: 'image/png' });
}

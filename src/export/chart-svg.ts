import type { Drawing } from './figure-svg.ts';

/** What of a chart's look comes from the page's style sheets. */
const STYLES = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linejoin',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'paint-order',
  'visibility',
] as const;

const SHAPES = 'path, line, rect, circle, text, tspan';

/**
 * A chart on screen as it looks there, with its texts as texts. It keeps its own colours, and the page's behind them.
 * @param element in the document
 */
export function drawChart(element: SVGSVGElement): Drawing {
  const copy = element.cloneNode(true) as SVGSVGElement;
  const shapes = [...element.querySelectorAll<SVGElement>(SHAPES)];
  [...copy.querySelectorAll<SVGElement>(SHAPES)].forEach((target, i) => {
    const computed = getComputedStyle(shapes[i]);
    for (const name of STYLES) target.setAttribute(name, computed.getPropertyValue(name));
    target.removeAttribute('style');
  });
  for (const target of copy.querySelectorAll('[class]')) target.removeAttribute('class');
  const { width, height } = element.viewBox.baseVal;
  const ground = getComputedStyle(element).getPropertyValue('--bg').trim();
  const serializer = new XMLSerializer();
  const body = [...copy.childNodes].map((node) => serializer.serializeToString(node)).join('\n');
  return {
    width,
    height,
    body: `<rect x="-8" y="-8" width="${width + 16}" height="${height + 16}" fill="${ground}"/>\n${body}`,
  };
}

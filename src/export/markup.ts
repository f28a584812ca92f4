const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Whether XML 1.0 can hold a sign. */
const isAllowed = (sign: string) =>
  (sign >= ' ' || /[\t\n\r]/.test(sign)) && !/[\ufffe\uffff]/.test(sign);

/** Text as XML holds it, in elements and attributes. */
export function xml(text: string): string {
  return Array.from(text.toWellFormed(), (sign) =>
    isAllowed(sign) ? (ENTITIES[sign] ?? sign) : '',
  ).join('');
}

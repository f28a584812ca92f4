/** Attributes of the element that are no settings. */
const OWN =
  /^(src|steps|ratio|title|class|id|style|loading|slot|hidden|lang|dir|tabindex|role|part|data-.*|aria-.*|on.*)$/;

/** Those values of `lang` that are the app's languages. */
const LANGUAGE = /^(en|zh)$/;

/** Settings with capitals: HTML writes attributes small. */
export const CAPITALS = ['kConst', 'knobStage', 'knobBlock', 'labSize'] as const;

/** The query of the address that shows what the attributes say. */
export function queryOf(attributes: Iterable<{ name: string; value: string }>): string {
  const query = new URLSearchParams({ embed: '1' });
  for (const { name, value } of attributes)
    if (!OWN.test(name) || (name === 'lang' && LANGUAGE.test(value)))
      query.set(CAPITALS.find((key) => key.toLowerCase() === name) ?? name, value);
  return `?${query.toString()}`;
}

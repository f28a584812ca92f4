import type { Settings } from '../../state/settings.ts';
import { formatSearch, linkTo } from '../../state/url.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '"': '&quot;',
  '<': '&lt;',
  '>': '&gt;',
};

const quoted = (text: string) => `"${text.replaceAll(/[&"<>]/g, (sign) => ENTITIES[sign])}"`;

/** What of the settings is for others: how large this screen draws is not. */
export function sharedSettings(settings: Settings): Settings {
  return { ...settings, present: false };
}

/** Address of the app's folder, from that of its page. */
export function appAddress(page: string): string {
  return new URL('./', page).href.replace(/[?#].*$/, '');
}

/** HTML of a frame that shows the settings. */
export function frameSnippet(settings: Settings, page: string, title: string): string {
  const src = linkTo({ ...settings, embed: true }, page);
  return `<iframe
  src=${quoted(src)}
  title=${quoted(title)}
  width="960" height="540" style="border: 0" loading="lazy" allow="fullscreen; clipboard-write"
></iframe>`;
}

/** HTML of a `<vheat-demo>` that shows the settings. */
export function elementSnippet(settings: Settings, page: string, title: string): string {
  const query = new URLSearchParams(formatSearch({ ...settings, embed: false }));
  const attributes = [...query].map(([name, value]) => {
    const attribute = name.toLowerCase();
    return value === '' ? attribute : `${attribute}=${quoted(value)}`;
  });
  return `<script src=${quoted(`${appAddress(page)}embed.js`)}></script>
<vheat-demo ${[...attributes, `title=${quoted(title)}`].join(' ')}></vheat-demo>`;
}

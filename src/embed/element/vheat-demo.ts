import { EVENTS, type Call } from '../protocol.ts';
import { createClient, type Client } from './client.ts';
import { queryOf } from './query.ts';

/** A script of another host runs without that host's permission only if it is a classic one, which has no address. */
const script =
  document.currentScript ?? document.querySelector<HTMLScriptElement>('script[src$="/embed.js"]');
const APP = new URL('./', script instanceof HTMLScriptElement ? script.src : document.baseURI).href;

/** Events by which reveal.js tells of a slide or a fragment. */
const DECK_EVENTS = ['ready', 'slidechanged', 'fragmentshown', 'fragmenthidden'];

/**
 * `<vheat-demo>`: the app in a frame. Attributes are the keys of its address, and changing one changes the frame;
 * methods are the calls of `window.vheat`. `embed.d.ts` describes it to those who use it.
 */
class VheatDemo extends HTMLElement {
  private frame: HTMLIFrameElement | null = null;
  private client: Client | null = null;
  private step = 0;
  private readonly attributesWatch = new MutationObserver(() => this.follow());
  private readonly onDeck = () => this.toStep();

  connectedCallback(): void {
    if (this.frame !== null) return;
    const frame = document.createElement('iframe');
    const address = new URL(this.getAttribute('src') ?? APP, document.baseURI);
    address.search = queryOf(this.attributes);
    frame.src = address.href;
    frame.title = this.title || `vHeat Explorer: ${this.getAttribute('view') ?? 'classify'}`;
    frame.loading = this.getAttribute('loading') === 'eager' ? 'eager' : 'lazy';
    frame.allow = 'fullscreen; cross-origin-isolated; clipboard-write';
    frame.style.cssText =
      'display:block;border:0;margin:0;width:100%;height:100%;max-width:none;max-height:none';
    this.style.display ||= 'block';
    this.style.aspectRatio ||= this.getAttribute('ratio') ?? '16 / 9';
    this.frame = frame;
    this.client = createClient(frame, address.origin, ({ event, value }) => {
      if (event === 'listening') {
        for (const name of EVENTS) void this.ask('subscribe', name);
        if (this.step > 0) this.toStep(true);
      } else this.dispatchEvent(new CustomEvent(`vheat:${event}`, { detail: value }));
    });
    this.append(frame, ...this.fragments());
    this.attributesWatch.observe(this, { attributes: true });
    for (const name of DECK_EVENTS) document.addEventListener(name, this.onDeck);
  }

  disconnectedCallback(): void {
    this.attributesWatch.disconnect();
    for (const name of DECK_EVENTS) document.removeEventListener(name, this.onDeck);
    this.client?.close();
    this.client = null;
    this.frame = null;
    this.step = 0;
    this.replaceChildren();
  }

  private ask(call: Call, ...args: unknown[]): Promise<unknown> {
    return (
      this.client?.call(call, ...args) ??
      Promise.reject(
        Object.assign(new Error('The element is in no document.'), { code: 'no-frame' }),
      )
    );
  }

  private follow(): void {
    // An error of the app comes as an event.
    this.ask('follow', queryOf(this.attributes)).catch(() => undefined);
  }

  private steps(): Record<string, unknown>[] {
    try {
      const steps: unknown = JSON.parse(this.getAttribute('steps') ?? '[]');
      return Array.isArray(steps) ? (steps as Record<string, unknown>[]) : [];
    } catch {
      console.warn('<vheat-demo>: steps is no JSON list');
      return [];
    }
  }

  /** One fragment of the deck for each step after the first, which is how the slide begins. */
  private fragments(): HTMLElement[] {
    const count = Math.max(0, this.steps().length - 1);
    return Array.from({ length: count }, () => {
      const fragment = document.createElement('span');
      fragment.className = 'fragment';
      fragment.style.cssText = 'position:absolute;width:0;height:0';
      return fragment;
    });
  }

  /** Goes to the step that as many shown fragments stand for. */
  private toStep(always = false): void {
    const step = this.querySelectorAll(':scope > .fragment.visible').length;
    if (!always && step === this.step) return;
    this.step = step;
    const state = this.steps().at(step);
    if (state !== undefined) this.setState({ play: false, ...state }).catch(() => undefined);
  }

  ready = () => this.ask('ready');
  classify = (image: unknown) => this.ask('classify', image);
  open = (...args: unknown[]) => this.ask('open', ...args);
  capture = (place: unknown) => this.ask('capture', place);
  field = (question: unknown) => this.ask('field', question);
  robustness = (question: unknown) => this.ask('robustness', question);
  memory = () => this.ask('memory');
  state = () => this.ask('state');
  setState = (partial: unknown) => this.ask('setState', partial);
}

if (customElements.get('vheat-demo') === undefined) customElements.define('vheat-demo', VheatDemo);

const forbiddenElements =
  'script, style, link, meta, base, iframe, frame, frameset, object, embed, applet, portal, fencedframe, form, select, ' +
  'textarea, dialog, svg, math, video, audio, source, track, picture, template, img, noscript, marquee, slot, title, ' +
  'input:not([type=checkbox]:disabled), button:not([data-chrome]):not([data-chrome] *)';
const forbiddenAttributes =
  /^(?:on.*|style|id|name|src|srcset|srcdoc|background|poster|action|formaction|data|ping|is|slot|part|nonce|popover.*|autofocus|http-equiv|xlink:.*|contenteditable|accesskey|usemap|longdesc|codebase)$/;
// oxlint-disable-next-line no-control-regex -- browsers skip these characters
const scriptUrl = /^[\s\0-\x20]*(?:javascript:|vbscript:|data:text\/html)/i;
const safeUrl = /^(?:https?|mailto|tel|ftps?|sms|xmpp|matrix|callto):$/;

/** Looks at all that appears below an element, and lists what must never appear. */
export class HostileWatch {
  readonly hits: string[] = [];
  readonly #observer = new MutationObserver(() => undefined);

  constructor(container: Element) {
    const options = { childList: true, subtree: true, attributes: true };
    this.#observer.observe(container, options);
    const hit = () => void this.hits.push('script');
    for (const name of ['hit', 'alert', 'confirm', 'prompt', 'print', 'open']) {
      Object.assign(globalThis, { [name]: hit });
    }
    globalThis.navigation?.addEventListener('navigate', this.#stay);
  }

  readonly #stay = (event: Event): void => {
    event.preventDefault();
    this.hits.push('navigation');
  };

  /** Looks at what is new since the last call. */
  look(during: string): void {
    for (const { type, target, addedNodes } of this.#observer.takeRecords()) {
      if (type === 'attributes') this.#inspect(target as Element, during);
      for (const node of addedNodes) {
        if (!(node instanceof Element)) continue;
        this.#inspect(node, during);
        for (const element of node.querySelectorAll('*')) this.#inspect(element, during);
      }
    }
  }

  #inspect(element: Element, during: string): void {
    if (element.matches(forbiddenElements)) this.hits.push(`<${element.localName}> by ${during}`);
    for (const { name, value } of element.attributes) {
      // Footnotes are the only elements with ids, which the message's own id begins.
      const isOwnId = name === 'id' && /^rv\w*-(?:fn|ref)/.test(value);
      if (!isOwnId && (forbiddenAttributes.test(name) || scriptUrl.test(value))) {
        this.hits.push(`${name}="${value}" by ${during}`);
      }
    }
    const isUnsafe = element instanceof HTMLAnchorElement && !safeUrl.test(element.protocol);
    if (isUnsafe && element.hasAttribute('href')) this.hits.push(`${element.href} by ${during}`);
    if (element.classList.contains('rv-composer')) this.hits.push(`class by ${during}`);
  }

  /** Looks for elements that lie over the page. */
  lookAtLayout(container: Element, during: string): void {
    for (const element of container.querySelectorAll('*')) {
      const { position, backgroundImage } = getComputedStyle(element);
      if (position === 'fixed' || position === 'absolute') this.hits.push(`overlay by ${during}`);
      if (backgroundImage.includes('url(')) this.hits.push(`url() by ${during}`);
    }
  }

  stop(): void {
    this.#observer.disconnect();
    globalThis.navigation?.removeEventListener('navigate', this.#stay);
  }
}

/** Names of resources that the page has asked other hosts for. */
export function foreignRequests(): string[] {
  const requests = performance.getEntriesByType('resource').map((entry) => entry.name);
  return requests.filter((url) => !url.startsWith(location.origin) && !url.startsWith('data:'));
}

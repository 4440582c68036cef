/** One thing a screen reader would say. */
export interface Announcement {
  /** What is said. */
  readonly text: string;
  /** `assertive` interrupts what is being said. */
  readonly urgency: 'polite' | 'assertive';
}

/** Records what the live regions of a page say. */
export interface Announcements {
  /** What was said since the last `clear`, oldest first. */
  readonly all: () => readonly Announcement[];
  /** The texts without their urgency. */
  readonly texts: () => readonly string[];
  /** Begins anew. */
  readonly clear: () => void;
  /** Stops the recording; call it when the test is over. */
  readonly stop: () => void;
}

const regions = '[aria-live], [role="alert"], [role="status"], [role="log"], output';

/**
 * Records what screen readers would say of the page: text that is added to, or changes in, a live region (`aria-live`,
 * `role` of alert, status or log, `<output>`), and alerts that appear. Hears shadow roots too, closed ones as well if they
 * are attached after this call: call it before the first render.
 */
export function announcements(page: Document = document): Announcements {
  let said: Announcement[] = [];
  const view = page.defaultView ?? globalThis;
  const observer = new view.MutationObserver(hear);
  const { prototype } = view.Element;
  // oxlint-disable-next-line typescript/unbound-method -- is called with its own `this` below
  const { attachShadow } = prototype;
  listen(page);
  prototype.attachShadow = function attachHeardShadow(this: Element, init) {
    const root = attachShadow.call(this, init);
    listen(root);
    return root;
  };
  return {
    all,
    texts: () => all().map(({ text }) => text),
    clear() {
      observer.takeRecords();
      said = [];
    },
    stop() {
      observer.disconnect();
      prototype.attachShadow = attachShadow;
    },
  };

  function listen(root: Node): void {
    observer.observe(root, { childList: true, characterData: true, subtree: true });
  }

  function all(): readonly Announcement[] {
    hear(observer.takeRecords());
    return said;
  }

  function hear(records: readonly MutationRecord[]): void {
    // A region that came with its content is silent, alerts apart; what is put into it later is said.
    const arrived = new Set(
      records.flatMap(({ addedNodes }) => [...addedNodes].flatMap(regionsIn)),
    );
    for (const region of arrived) if (isAlert(region)) say(region, region.textContent);
    for (const { type, target, addedNodes } of records) {
      const region = regionOf(target);
      if (!region || arrived.has(region)) continue;
      if (region.getAttribute('aria-atomic') === 'true') say(region, region.textContent);
      else if (type === 'characterData') say(region, target.textContent);
      else for (const node of addedNodes) say(region, node.textContent);
    }
  }

  function say(region: Element, words: string | null): void {
    const text = words?.replaceAll(/\s+/g, ' ').trim();
    if (!text || urgencyOf(region) === 'off') return;
    said.push({ text, urgency: urgencyOf(region) === 'assertive' ? 'assertive' : 'polite' });
  }
}

function regionsIn(node: Node): Element[] {
  if (!isElement(node)) return [];
  return [...(node.matches(regions) ? [node] : []), ...node.querySelectorAll(regions)];
}

function regionOf(node: Node): Element | null {
  return isElement(node) ? node.closest(regions) : (node.parentElement?.closest(regions) ?? null);
}

function isElement(node: Node): node is Element {
  return node.nodeType === node.ELEMENT_NODE;
}

function isAlert(region: Element): boolean {
  return region.getAttribute('role') === 'alert';
}

function urgencyOf(region: Element): string {
  return region.getAttribute('aria-live') ?? (isAlert(region) ? 'assertive' : 'polite');
}

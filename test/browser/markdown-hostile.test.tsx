import { flushSync } from 'react-dom';
import { type Root, createRoot } from 'react-dom/client';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadRawHtml } from '../../src/markdown/elements/lazy-raw-html.ts';
import { StreamingMarkdown } from '../../src/markdown/streaming-markdown.tsx';
import { hostilePayloads } from './hostile-payloads.ts';

beforeAll(loadRawHtml);

const forbiddenElements =
  'script, style, link, meta, base, iframe, frame, object, embed, portal, form, select, textarea, dialog, ' +
  'svg, math, video, audio, source, track, picture, template, img, input:not([type=checkbox]:disabled)';
const forbiddenAttributes =
  /^(?:on.*|style|id|name|src|srcset|srcdoc|background|poster|action|formaction|ping|is|popover.*|autofocus|http-equiv|xlink:href|contenteditable)$/;
const safeUrl = /^(?:https?|mailto|tel|ftps?|sms|xmpp|matrix|callto):/;

let hits: string[];
let root: Root;
let container: HTMLElement;

beforeEach(() => {
  hits = [];
  const hit = () => void hits.push('script');
  Object.assign(globalThis, { hit, alert: hit, confirm: hit, prompt: hit, print: hit, open: hit });
  container = document.createElement('div');
  document.body.append(container);
  root = createRoot(container);
});

afterEach(() => {
  root.unmount();
  container.remove();
});

function inspect(payload: string): void {
  for (const element of container.querySelectorAll('*')) {
    const { localName } = element;
    if (element.matches(forbiddenElements)) hits.push(`<${localName}> by ${payload}`);
    for (const { name, value } of element.attributes) {
      if (forbiddenAttributes.test(name)) hits.push(`${name}="${value}" by ${payload}`);
    }
    if (element instanceof HTMLAnchorElement && element.hasAttribute('href')) {
      if (!safeUrl.test(element.protocol)) hits.push(`${element.href} by ${payload}`);
    }
    if (element.className.includes('rv-composer')) hits.push(`class by ${payload}`);
  }
}

function show(text: string, streaming: boolean): void {
  flushSync(() => root.render(<StreamingMarkdown streaming={streaming}>{text}</StreamingMarkdown>));
}

function stream(payload: string, step: number): void {
  for (let end = step; end < payload.length; end += step) {
    show(payload.slice(0, end), true);
    inspect(payload.slice(0, end));
  }
  for (const streaming of [true, false]) {
    show(payload, streaming);
    inspect(payload);
  }
  for (const element of container.querySelectorAll('*')) {
    const { position } = getComputedStyle(element);
    if (position === 'fixed' || position === 'absolute') hits.push(`overlay by ${payload}`);
  }
}

function click(): void {
  for (const link of container.querySelectorAll('a')) {
    link.addEventListener('click', (event) => event.preventDefault(), { once: true });
    link.click();
  }
}

const all = hostilePayloads.flatMap(([, payloads]) => payloads);

function requestsToEvil(): string[] {
  const requests = performance.getEntriesByType('resource').map((entry) => entry.name);
  return requests.filter((url) => url.includes('evil.test'));
}

describe('hostile markdown', () => {
  it('comes from several hundred payloads', () => {
    expect(new Set(all).size).toBeGreaterThan(400);
  });

  it('would be noticed', async () => {
    container.innerHTML = '<img src="data:," onerror="hit()"><a href="javascript:hit()">x</a>';
    inspect('itself');
    await expect.poll(() => hits).toContain('script');
    expect(hits.length).toBeGreaterThan(3);
  });

  it.each(hostilePayloads)('does nothing in %s at any step', async (_place, payloads) => {
    for (const [index, payload] of payloads.entries()) {
      stream(payload, 1 + (index % 3));
      click();
    }
    // What a handler or a frame would do later, it would do within a few frames.
    for (let frame = 0; frame < 5; frame++) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    expect(hits).toEqual([]);
    expect(requestsToEvil()).toEqual([]);
  });

  it('shadows nothing of the document', () => {
    for (const payload of all) show(payload, false);
    expect(document.body).toBeInstanceOf(HTMLBodyElement);
    expect(typeof document.cookie).toBe('string');
    expect(typeof document.getElementById).toBe('function');
  });

  it('asks no server although the images of another are allowed', () => {
    for (const payload of all) {
      const view = (
        <StreamingMarkdown imagePolicy={['https://good.test']}>{payload}</StreamingMarkdown>
      );
      flushSync(() => root.render(view));
    }
    expect(requestsToEvil()).toEqual([]);
  });

  it('runs and loads nothing of a drawing that is shown as an image', async () => {
    const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8" onload="parent.hit()"><script>parent.hit()</script><image href="https://evil.test/a.png"/><foreignObject><img xmlns="http://www.w3.org/1999/xhtml" src="https://evil.test/b.png" onerror="parent.hit()"/></foreignObject></svg>`;
    const text = `![drawn](data:image/svg+xml;base64,${btoa(drawing)})`;
    flushSync(() => root.render(<StreamingMarkdown imagePolicy="allow">{text}</StreamingMarkdown>));
    const image = container.querySelector('img');
    image?.setAttribute('loading', 'eager');
    await image?.decode();
    expect(image?.naturalWidth).toBe(8);
    expect(hits).toEqual([]);
    expect(requestsToEvil()).toEqual([]);
  });
});

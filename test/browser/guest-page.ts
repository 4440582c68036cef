import type { ReactElement } from 'react';
import { flushSync } from 'react-dom';
import { type Root, createRoot } from 'react-dom/client';

const opened: (() => void)[] = [];

/** Takes away all that was added. */
export function clearPage(): void {
  for (const close of opened.splice(0).reverse()) close();
}

/** Adds a stylesheet to the page. */
export function addSheet(css: string): void {
  const style = document.createElement('style');
  style.textContent = css;
  document.head.append(style);
  opened.push(() => style.remove());
}

/** Shows a view in a new element. */
export function show(view: ReactElement, parent: HTMLElement = document.body): HTMLElement {
  const container = parent.appendChild(document.createElement('div'));
  const root: Root = createRoot(container);
  opened.push(() => {
    root.unmount();
    container.remove();
  });
  flushSync(() => root.render(view));
  return container;
}

/** Adds elements to the page and answers the one of class `place`. */
export function place(html: string): HTMLElement {
  const holder = document.createElement('div');
  holder.innerHTML = html;
  document.body.append(holder);
  opened.push(() => holder.remove());
  const found = holder.querySelector<HTMLElement>('.place');
  if (found === null) throw new Error('no place');
  return found;
}

/** An element whose shadow root has a stylesheet and knows nothing of the page's. */
export function shadowPlace(html: string, css: string): ShadowRoot {
  const shadow = place(html).attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  shadow.adoptedStyleSheets = [sheet];
  return shadow;
}

import { composeStories } from '@storybook/react-vite';
import type { ComponentType, ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, describe, expect, it } from 'vitest';
import '../../src/styles/styles.css';
import { en } from '../../src/labels/en.ts';
import { LabelsContext } from '../../src/view/labels-context.ts';

type Stories = Parameters<typeof composeStories>[0];
const modules = import.meta.glob<Stories>('../../stories/*.stories.tsx', { eager: true });

const stories = Object.entries(modules).flatMap(([path, module]) =>
  Object.entries(composeStories(module)).map(([name, story]) => ({
    name: `${path.split('/').at(-1)?.replace('.stories.tsx', '')} ${name}`,
    Story: story as ComponentType & { readonly args?: { readonly labels?: unknown } },
  })),
);

/** The English labels, each between brackets. */
const marked = Object.fromEntries(
  Object.entries(en).map(([name, label]: [string, unknown]) => [
    name,
    typeof label === 'function'
      ? (...given: unknown[]) => mark((label as (...all: unknown[]) => string)(...given))
      : name === 'locale'
        ? label
        : mark(String(label)),
  ]),
);

function mark(words: string): string {
  return words === '' ? '' : `⟦${words}⟧`;
}

let unmount: () => void = () => undefined;
afterEach(() => unmount());

async function show(story: ReactNode): Promise<HTMLElement> {
  const container = document.body.appendChild(document.createElement('div'));
  const root = createRoot(container);
  unmount = () => {
    root.unmount();
    container.remove();
  };
  root.render(<LabelsContext.Provider value={marked}>{story}</LabelsContext.Provider>);
  // Parts that load late have their words too. What streams goes on; any moment of it will do.
  await new Promise((resolve) => setTimeout(resolve, 150));
  return container;
}

// Content that stands in furniture: names of hosts, files and languages, figures, and the marks of footnotes.
const content =
  /⟦[^⟧]*⟧|https?:\S+|\b[\w-]+(?:\.[\w-]+)+\b|\b(?:tsx?|js|jsx|json|python|css|html|rust|markdown|mermaid|diff|nolang|bash|sql|go|c|cpp|java|yaml|rivulish|rivulet-tiny)\b/gi;

/** What an author wrote of an image, a formula that is not set yet, times in the page's own language, names and titles. */
const contentElements =
  '.rv-image-alt, .rv-math-source, time, .rv-chat-open, .rv-artifact-title, .rv-file-name, .rv-compare-head > strong, [data-of-host]';

/** The words of the kit's own in an element that do not come from labels. */
function foreignWords(container: HTMLElement): string[] {
  const found: string[] = [];
  const look = (place: string, words: string | null | undefined) => {
    const left = (words ?? '').replace(content, '');
    if (/\p{L}{2,}/u.test(left)) found.push(`${place}: ${words?.trim().slice(0, 80)}`);
  };
  for (const element of container.querySelectorAll<HTMLElement>(
    '.rv-chat, .rv-list, .rv-message, .rv-markdown, .rv-code-block, [class^="rv-"]',
  )) {
    for (const name of ['aria-label', 'placeholder', 'aria-valuetext'])
      // A host names its chats, rooms and texts, and members of a room themselves.
      if (!element.matches('.rv-chat, .rv-room, .rv-text-field, .rv-room .rv-message'))
        look(name, element.getAttribute(name));
    // A title that a host, an author or a source gave is content.
    if (element.matches('button:not(.rv-chat-open, .rv-artifact-actions > *)'))
      look('title', element.getAttribute('title'));
  }
  const own =
    '[data-chrome], .rv-end, .rv-alert-title, .rv-footnotes-title, .rv-meter, .rv-connection, .rv-tool-state, .rv-pending-note, .rv-editor-hint';
  for (const element of container.querySelectorAll<HTMLElement>(own)) {
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const isContent = text.parentElement?.closest(contentElements);
      if (!isContent) look('text', text.textContent);
    }
  }
  for (const button of container.querySelectorAll('button[class^="rv-"]')) {
    if (!button.closest(`.rv-suggestions, .rv-file, ${contentElements}`))
      look('button', button.textContent);
  }
  return [...new Set(found)];
}

describe('every word of the kit’s own comes from its labels', () => {
  it.each(stories.filter(({ Story }) => Story.args?.labels === undefined))(
    '$name',
    async ({ Story }) => {
      expect(foreignWords(await show(<Story />))).toEqual([]);
    },
  );

  it('is noticed when it does not', async () => {
    const container = await show(
      <div className="rv-end" data-chrome="">
        Stopped
      </div>,
    );
    expect(foreignWords(container)).toEqual(['text: Stopped']);
  });
});

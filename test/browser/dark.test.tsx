import { type ReactElement, StrictMode } from 'react';
import { createPortal } from 'react-dom';
import { afterEach, describe, expect, it } from 'vitest';
import { Chat, EmptyState, StreamingMarkdown, useStreamingChat } from '../../src/index.ts';
import { scriptedTransport } from '../../src/testing/index.ts';
import kitCss from '../../src/styles/styles.css?inline';
import { addSheet, clearPage, place, shadowPlace, show } from './guest-page.ts';
import './window.css';

afterEach(clearPage);

const at = { createdAt: 0 };

function ChatScene({ answer }: { readonly answer: string }): ReactElement {
  const chat = useStreamingChat({
    transport: scriptedTransport(() => []),
    initialMessages: [
      { id: 'u', role: 'user', parts: [{ type: 'text', text: 'Question' }], ...at },
      {
        id: 'a',
        role: 'assistant',
        parts: [{ type: 'text', text: answer }],
        end: 'complete',
        ...at,
      },
    ],
  });
  return (
    <div className="window">
      <Chat chat={chat} />
    </div>
  );
}

const light = 'rgb(252, 253, 253)';
const dark = 'rgb(15, 22, 25)';

/** Mounts a chat in a place and answers the ground it paints. */
function groundIn(parent: HTMLElement): string | undefined {
  const container = show(<ChatScene answer="An `answer`" />, parent);
  const chat = container.querySelector('.rv-chat');
  return chat ? getComputedStyle(chat).backgroundColor : undefined;
}

describe('dark', () => {
  it.each([
    ['<div class="place"></div>', light],
    ['<div style="color-scheme: dark"><p class="place"></p></div>', dark],
    ['<div style="color-scheme: only light"><p class="place"></p></div>', light],
    ['<div class="dark"><p class="place"></p></div>', dark],
    ['<div data-theme="dark"><p class="place"></p></div>', dark],
    ['<div data-theme="dark" class="place"></div>', dark],
    ['<div class="dark"><div class="light"><p class="place"></p></div></div>', light],
    ['<div class="dark"><div data-theme="light"><p class="place"></p></div></div>', light],
    ['<div data-theme="light"><div class="dark"><p class="place"></p></div></div>', dark],
    [
      '<div style="color-scheme: dark"><div data-theme="light"><p class="place"></p></div></div>',
      light,
    ],
    ['<div class="rv-theme"><div class="dark"><p class="place"></p></div></div>', dark],
  ])('is said by the host: %s', (html, ground) => {
    addSheet(kitCss);
    expect(groundIn(place(html))).toBe(ground);
  });

  it('follows when the host changes its mind', () => {
    addSheet(kitCss);
    const holder = place('<div><p class="place"></p></div>');
    const chat = () => holder.querySelector('.rv-chat');
    expect(groundIn(holder)).toBe(light);
    holder.classList.add('dark');
    expect(getComputedStyle(chat() ?? holder).backgroundColor).toBe(dark);
    holder.classList.remove('dark');
    holder.style.colorScheme = 'dark';
    expect(getComputedStyle(chat() ?? holder).backgroundColor).toBe(dark);
  });

  it('leaves the host its text colour where a part paints no ground', () => {
    addSheet(`${kitCss} .host { color: rgb(1, 2, 3) }`);
    const container = show(
      <div className="host">
        <StreamingMarkdown>{'# Title\n\nText\n\n- item\n\n| a |\n|---|\n| b |'}</StreamingMarkdown>
        <EmptyState />
      </div>,
    );
    const inks = [...container.querySelectorAll('h1, h2, p, li, td')].map(
      (element) => getComputedStyle(element).color,
    );
    expect(inks).toEqual(Array.from({ length: 5 }, () => 'rgb(1, 2, 3)'));
  });

  it.each(['dark', ''])(
    'reaches into a shadow root that has the sheet alone (class "%s")',
    (name) => {
      const shadow = shadowPlace(`<div class="${name}"><p class="place"></p></div>`, kitCss);
      show(<StrictMode>{createPortal(<ChatScene answer="Text" />, shadow)}</StrictMode>);
      const chat = shadow.querySelector('.rv-chat');
      expect(chat && getComputedStyle(chat).backgroundColor).toBe(name === 'dark' ? dark : light);
      expect(chat && getComputedStyle(chat).fontFamily).toContain('ui-sans-serif');
    },
  );

  it.each([
    ['<div style="color-scheme: dark"><p class="place light"></p></div>', light],
    ['<div class="dark"><p class="place" data-theme="light"></p></div>', light],
    ['<div class="light"><p class="place dark"></p></div>', dark],
  ])('is said by the element that holds a shadow root: %s', (html, ground) => {
    const shadow = shadowPlace(html, kitCss);
    show(<StrictMode>{createPortal(<ChatScene answer="Text" />, shadow)}</StrictMode>);
    const chat = shadow.querySelector('.rv-chat');
    expect(chat && getComputedStyle(chat).backgroundColor).toBe(ground);
  });
});

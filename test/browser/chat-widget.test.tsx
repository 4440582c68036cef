import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { Chat } from '../../src/components/chat.tsx';
import { ChatWidget } from '../../src/components/conversations/chat-widget.tsx';
import { useStreamingChat } from '../../src/chat/react/use-streaming-chat.ts';
import { scriptedTransport } from '../../src/testing/scripted-transport.ts';
import { eventually } from '../eventually.ts';
import '../../src/styles/styles.css';
import './window.css';

const usual = { width: innerWidth, height: innerHeight };

function Page() {
  const chat = useStreamingChat({ transport: scriptedTransport(['One', { wait: Infinity }]) });
  return (
    <main>
      <button type="button">Of the page</button>
      <ChatWidget chat={chat}>
        <Chat chat={chat} />
      </ChatWidget>
      <button type="button">Behind it</button>
    </main>
  );
}

const bubble = () => page.getByRole('button', { name: 'Open chat' });
const dialog = () => page.getByRole('dialog');
const field = () => page.getByRole('textbox', { name: 'Message', exact: true });
const press = (keys: string) => userEvent.keyboard(keys);
const isInside = () => dialog().element().contains(document.activeElement);

async function open(): Promise<void> {
  await bubble().click();
  await expect.element(dialog()).toBeVisible();
  await eventually(() => expect(isInside()).toBe(true));
}

/** Presses a key again and again; answers what has had the focus, until the first of them has it again. */
async function round(key: string): Promise<readonly (Element | null)[]> {
  const first = document.activeElement;
  const places = [first];
  for (let count = 0; count < 30; count += 1) {
    await press(key);
    if (document.activeElement === first) return places;
    places.push(document.activeElement);
  }
  throw new Error('The focus did not come back.');
}

beforeEach(() => page.viewport(1000, 800));
afterEach(() => page.viewport(usual.width, usual.height));

describe('a chat behind a bubble', () => {
  it('opens with the focus in its field, and Escape gives it back and keeps what is written', async () => {
    await render(<Page />);
    await open();
    await expect.element(field()).toHaveFocus();
    await press('half a thought{Escape}');
    await expect.poll(() => dialog().query()).toBeNull();
    await expect.element(bubble()).toHaveFocus();
    await press('{Enter}');
    await expect.element(field()).toHaveValue('half a thought');
    await expect.element(field()).toHaveFocus();
  });

  it('lets the focus go on to the page while the page is seen beside it', async () => {
    await render(<Page />);
    await open();
    const places = await round('{Tab}');
    const names = places.map((place) => place?.textContent);
    expect(names).toContain('Behind it');
  });

  it('keeps the focus while it has the whole window, in both directions', async () => {
    await render(<Page />);
    await open();
    await page.getByRole('button', { name: 'Full screen' }).click();
    await expect.element(dialog()).toHaveAttribute('aria-modal', 'true');
    const panel = dialog().element();
    const forth = await round('{Tab}');
    expect(forth.filter((place) => !panel.contains(place))).toEqual([]);
    expect(forth).toContain(field().element());
    const back = await round('{Shift>}{Tab}{/Shift}');
    expect(new Set(back)).toEqual(new Set(forth));
  });

  it('stops an answer with the first Escape and closes with the second', async () => {
    await render(<Page />);
    await open();
    await field().fill('When does it open?');
    await press('{Enter}');
    await expect.element(page.getByRole('button', { name: 'Stop' })).toBeVisible();
    await press('{Escape}');
    await expect.poll(() => page.getByRole('button', { name: 'Stop' }).query()).toBeNull();
    expect(dialog().query()).not.toBeNull();
    await press('{Escape}');
    await expect.poll(() => dialog().query()).toBeNull();
    await expect.element(bubble()).toHaveFocus();
  });

  it('has the whole window of a phone', async () => {
    await page.viewport(390, 800);
    await render(<Page />);
    await open();
    await expect.element(dialog()).toHaveAttribute('aria-modal', 'true');
    await eventually(() => {
      const { left, top, width, height } = dialog().element().getBoundingClientRect();
      expect([left, top, width, height]).toEqual([0, 0, innerWidth, innerHeight]);
    });
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(innerWidth);
  });
});

import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { useStreamingChat } from '../../src/chat/react/use-streaming-chat.ts';
import { Chat } from '../../src/components/chat.tsx';
import type { Script } from '../../src/testing/script.ts';
import { scriptedTransport } from '../../src/testing/scripted-transport.ts';
import '../../src/styles/styles.css';
import './window.css';
import { eventually } from '../eventually.ts';

/** Renders a chat in a window; its server answers with one script after the other. */
async function openChat(...scripts: readonly Script[]) {
  const transport = scriptedTransport((_request, index) => scripts[index] ?? ['Again.']);
  function App() {
    const chat = useStreamingChat({ transport });
    return (
      <div className="window">
        {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- it is what is tested */}
        <Chat chat={chat} suggestions={['Is it fast?']} autoFocus />
      </div>
    );
  }
  await render(<App />);
  return transport;
}

const focusedName = () =>
  document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent;

/** Presses Tab until the element of that name has the focus. */
async function tabTo(name: string, key = '{Tab}'): Promise<void> {
  for (let press = 0; press < 20; press += 1) {
    if (focusedName() === name) return;
    await userEvent.keyboard(key);
  }
  throw new Error(`Tab does not reach “${name}”`);
}

/** Goes to a message by keys of the list, and in it to what has that name. */
async function goInto(keys: string, name: string): Promise<void> {
  await tabTo('Messages', '{Shift>}{Tab}{/Shift}');
  await userEvent.keyboard(`${keys}{Enter}`);
  await tabTo(name);
}

function Empty() {
  return <Chat chat={useStreamingChat({ transport: scriptedTransport([]) })} />;
}

describe('Chat in the layout of its page', () => {
  it.each(['block', 'flex', 'grid'])('fills what is left of its parent (%s)', async (display) => {
    const { container } = await render(
      <div style={{ display, inlineSize: 600, blockSize: 400 }}>
        <Empty />
      </div>,
    );
    const { width, height } = container.querySelector('.rv-chat')!.getBoundingClientRect();
    expect([width, height]).toEqual([600, 400]);
  });

  it('leaves its neighbours their room', async () => {
    const { container } = await render(
      <div style={{ display: 'flex', inlineSize: 600, blockSize: 400 }}>
        <nav style={{ inlineSize: 200, flexShrink: 0 }} />
        <Empty />
      </div>,
    );
    expect(container.querySelector('.rv-chat')?.getBoundingClientRect().width).toBe(400);
  });
});

describe('Chat by the keyboard alone', () => {
  it('asks, stops, copies, edits and asks anew', async () => {
    const transport = await openChat(['Half an ', { wait: 1e9 }], ['Edited.'], ['Anew.']);
    await userEvent.keyboard('Hello{Enter}');
    await expect.element(page.getByText('Half an')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByText('Stopped')).toBeVisible();
    expect(transport.cancels).toHaveLength(1);

    await goInto('{Home}', 'Edit message');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('textbox', { name: 'Edit message' })).toHaveFocus();
    await userEvent.keyboard(' there{Enter}');
    await expect.element(page.getByText('Edited.')).toBeVisible();
    await expect.element(page.getByRole('textbox', { name: 'Message' })).toHaveFocus();

    await goInto('{End}', 'Regenerate');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText('Anew.')).toBeVisible();
    await tabTo('Send');
  });

  it('reaches the suggestions and presses one', async () => {
    await openChat(['Yes.']);
    await tabTo('Is it fast?', '{Shift>}{Tab}{/Shift}');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText('Yes.')).toBeVisible();
    await expect.element(page.getByRole('textbox', { name: 'Message' })).toHaveFocus();
  });

  it('shows hidden actions when the focus is in them', async () => {
    await openChat(['One.'], ['Two.']);
    await userEvent.keyboard('Hello{Enter}');
    await expect.element(page.getByText('One.')).toBeVisible();
    await goInto('{Home}', 'Edit message');
    const footer = document.activeElement?.closest('footer');
    await eventually(() => expect(footer && getComputedStyle(footer).opacity).toBe('1'));
  });
});

describe('Chat in its window', () => {
  it('fills its parent and scrolls inside, never sideways', async () => {
    await openChat([`${'word '.repeat(800)}\n\n\`${'x'.repeat(400)}\``]);
    await userEvent.keyboard('Hello{Enter}');
    await eventually(() => expect(document.querySelector('[data-end="complete"]')).not.toBeNull());
    const chat = page.getByRole('region', { name: 'Chat' }).element();
    const log = page.getByRole('log').element();
    expect(chat.clientHeight).toBe(24 * 16);
    expect(log.scrollWidth).toBeLessThanOrEqual(log.clientWidth);
  });

  it('grows the composer with its text and keeps the end of the list in view', async () => {
    await openChat(['word '.repeat(800)]);
    await userEvent.keyboard('Hello{Enter}');
    await eventually(() => expect(document.querySelector('[data-end="complete"]')).not.toBeNull());
    // A long answer is read from its question on.
    await page.getByRole('button', { name: 'Jump to latest' }).click();
    const form = document.querySelector('form');
    const before = form?.clientHeight ?? 0;
    await page.getByRole('textbox', { name: 'Message' }).fill('one\ntwo\nthree\nfour');
    expect(form?.clientHeight).toBeGreaterThan(before + 40);
    const log = page.getByRole('log').element();
    await eventually(() =>
      expect(log.scrollHeight - log.clientHeight - log.scrollTop).toBeLessThanOrEqual(1),
    );
  });

  it('sets no style attribute, which a strict policy would refuse', async () => {
    await openChat(['A **bold** word\n\n```ts\nlet a = 1;\n```\n']);
    await userEvent.keyboard('Hello{Enter}');
    await eventually(() => expect(document.querySelector('[data-end="complete"]')).not.toBeNull());
    expect(document.querySelectorAll('.rv-chat [style]')).toHaveLength(0);
  });
});

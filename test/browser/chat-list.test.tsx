import { afterEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { ChatList } from '../../src/components/conversations/chat-list.tsx';
import { useChatList } from '../../src/chat/react/use-chat-list.ts';
import type { ChatStorage } from '../../src/chat/storage/chat-storage.ts';
import { localChatStorage } from '../../src/chat/storage/web-chat-storage.ts';
import { eventually } from '../eventually.ts';
import '../../src/styles/styles.css';
import './window.css';

/** A storage with so many chats, the first the newest. */
function storageOf(count: number): ChatStorage {
  const storage = localChatStorage();
  for (let index = 0; index < count; index += 1) {
    const createdAt = Date.now() - index * 60_000;
    const parts = [{ type: 'text' as const, text: `Talk ${index}` }];
    const question = { id: `q${index}`, role: 'user' as const, createdAt, parts };
    void storage.save(`chat-${index}`, { messages: [question] });
  }
  return storage;
}

function Shown({ storage, onOpen }: { storage: ChatStorage; onOpen: (id: string) => void }) {
  const list = useChatList(storage);
  return (
    <div className="window">
      <ChatList list={list} onOpen={onOpen} />
    </div>
  );
}

const onOpen = vi.fn<(id: string) => void>();
const press = (keys: string) => userEvent.keyboard(keys);
const rows = () => [...document.querySelectorAll('[role="grid"] [role="row"]')];
const focused = () => document.activeElement?.closest('[role="row"]')?.textContent ?? 'none';
const isAt = (name: string) => eventually(() => expect(focused()).toContain(name));

async function show(count: number): Promise<void> {
  await render(<Shown storage={storageOf(count)} onOpen={onOpen} />);
  await eventually(() => expect(rows().length).toBeGreaterThan(0));
}

/** Goes to the chats by Tab alone. */
async function enter(): Promise<void> {
  for (let count = 0; count < 10 && focused() === 'none'; count += 1) await press('{Tab}');
  await isAt('Talk 0');
}

afterEach(() => {
  localStorage.clear();
  onOpen.mockClear();
});

describe('the keys of a list of chats', () => {
  it('go from chat to chat, which are one stop of Tab, and open one', async () => {
    await show(40);
    await enter();
    await press('{ArrowDown}{ArrowDown}');
    await isAt('Talk 2');
    await press('{ArrowUp}');
    await isAt('Talk 1');
    await press('{End}');
    await isAt('Talk 39');
    await press('{Home}');
    await isAt('Talk 0');
    await press('{Tab}');
    expect(focused()).toBe('none');
    await press('{Shift>}{Tab}{/Shift}');
    await isAt('Talk 0');
    await press('{ArrowDown}{Enter}');
    await eventually(() => expect(onOpen).toHaveBeenCalledWith('chat-1'));
  });

  it('rename a chat where it stands, and Escape leaves its title', async () => {
    await show(5);
    await enter();
    await press('{F2}');
    const title = page.getByRole('textbox', { name: 'Title of the chat' });
    await expect.element(title).toHaveFocus();
    await press('Other{Escape}');
    await isAt('Talk 0');
    await press('{F2}');
    await expect.element(title).toHaveFocus();
    await title.fill('Rivers');
    await press('{Enter}');
    await isAt('Rivers');
  });

  it('delete a chat and bring it back, and the focus has a place all the while', async () => {
    await show(5);
    await enter();
    await press('{ArrowDown}');
    await isAt('Talk 1');
    await press('{Delete}');
    await isAt('Talk 2');
    expect(rows().some((row) => row.textContent.includes('Talk 1'))).toBe(false);
    await press('{Control>}z{/Control}');
    await eventually(() =>
      expect(rows().some((row) => row.textContent.includes('Talk 1'))).toBe(true),
    );
    expect(focused()).not.toBe('none');
  });
});

describe('ten thousand chats', () => {
  it('are as many rows as are seen, at either end', async () => {
    await show(10_000);
    expect(rows().length).toBeLessThanOrEqual(40);
    await enter();
    await press('{End}');
    await isAt('Talk 9999');
    expect(rows().length).toBeLessThanOrEqual(40);
    expect(document.querySelectorAll('[role="grid"] *').length).toBeLessThan(1000);
  });
});

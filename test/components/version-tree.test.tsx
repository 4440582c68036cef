import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import * as fc from 'fast-check';
import { useEffect } from 'react';
import { expect, it } from 'vitest';
import { createChat } from '../../src/chat/create-chat.ts';
import { loadExtras } from '../../src/chat/state/lazy-extras.ts';
import { useStreamingChat } from '../../src/chat/react/use-streaming-chat.ts';
import type { StreamingChat } from '../../src/chat/react/use-streaming-chat.ts';
import { versionsOf } from '../../src/components/conversations/version-tree.ts';
import { VersionTree } from '../../src/components/conversations/version-tree-view.tsx';
import { messageText } from '../../src/protocol/message-text.ts';
import { scriptedTransport } from '../../src/testing/scripted-transport.ts';
import { manualFrames } from '../../src/testing/manual-frames.ts';
import { eventually } from '../eventually.ts';

await loadExtras();

it('has every version once, and every one of them can be shown', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(9), { maxLength: 6 }), async (acts) => {
      let count = 0;
      const frames = manualFrames();
      const chat = createChat({
        transport: scriptedTransport(() => [`Answer ${(count += 1)}`]),
        frames,
      });
      const rest = () =>
        eventually(() => {
          frames.tick();
          expect(chat.getState().status).toBe('ready');
        });
      await chat.send('Question');
      await rest();
      for (const step of acts) {
        const { messages } = chat.getState();
        const message = messages[step % messages.length];
        if (!message) continue;
        if (step > 7) await chat.send(`Question ${step}`);
        else if (message.role === 'user') await chat.edit(message.id, `Edited ${step}`);
        else await chat.regenerate(message.id);
        await rest();
      }
      const versions = versionsOf(chat.getStored());
      expect(new Set(versions.map(({ id }) => id)).size).toBe(versions.length);
      const forks = Object.values(chat.getStored().branches ?? {});
      expect(versions.length).toBe(forks.reduce((sum, { ids }) => sum + ids.length, 0));
      for (const { path, id } of versions) {
        for (const each of path) if (!chat.getMessage(each)) chat.switchTo(each);
        expect(chat.getMessage(id)?.id).toBe(id);
      }
      chat.dispose();
    }),
    { numRuns: 25 },
  );
});

it('shows a version by a key, and says which one is shown', async () => {
  const user = userEvent.setup();
  const seen: { chat?: StreamingChat } = {};
  const transport = scriptedTransport((_, index) => [['The Danube.', 'The Nile.'][index] ?? '']);
  function App() {
    const chat = useStreamingChat({ transport });
    useEffect(() => {
      seen.chat = chat;
    });
    return <VersionTree chat={chat} />;
  }
  render(<App />);
  expect(await screen.findByText(/This chat has one version/)).toBeVisible();
  await act(async () => void (await seen.chat?.send('A river?')));
  await eventually(() => expect(seen.chat?.status).toBe('ready'));
  await act(async () => void (await seen.chat?.regenerate()));
  await eventually(() => expect(seen.chat?.status).toBe('ready'));
  const tree = await screen.findByRole('tree', { name: 'All versions' });
  const [first, second] = within(tree).getAllByRole('treeitem');
  expect(second).toHaveAttribute('aria-selected', 'true');
  await user.tab();
  expect(second).toHaveFocus();
  await user.keyboard('{ArrowUp}{Enter}');
  expect(first).toHaveAttribute('aria-selected', 'true');
  expect(messageText(seen.chat?.messages.at(-1) ?? { id: '', role: 'user', parts: [] })).toBe(
    'The Danube.',
  );
});

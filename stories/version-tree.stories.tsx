import type { Meta, StoryObj } from '@storybook/react-vite';
import { useEffect, useState } from 'react';
import { expect, userEvent, within } from 'storybook/test';
import { Chat, VersionTree } from 'rivulet/components';
import { useStreamingChat } from 'rivulet/chat';
import { scriptedTransport } from 'rivulet/testing';
import './conversations.css';
import './frame.css';
import { documents } from './documents.ts';

const answers = [['The Danube.'], ['The Nile.'], ['The Amazon.']];

/** A chat whose answer was made anew twice, and the tree of its versions. */
function WithVersions() {
  const [transport] = useState(() => scriptedTransport((_, index) => answers[index] ?? []));
  const chat = useStreamingChat({ transport });
  const { send, regenerate, chat: store } = chat;
  useEffect(() => {
    void ask();

    async function ask() {
      await send('Name a river.');
      for (const _ of answers.slice(1)) {
        await new Promise<void>((resolve) => {
          const stop = store.subscribe(() => {
            if (store.getState().status !== 'ready') return;
            stop();
            resolve();
          });
        });
        await regenerate();
      }
    }
  }, [send, regenerate, store]);
  return (
    <div className="story-frame story-pair">
      <div className="story-side">
        <VersionTree chat={chat} />
      </div>
      <Chat chat={chat} />
    </div>
  );
}

documents(WithVersions, VersionTree);

const meta = { title: 'VersionTree', component: WithVersions } satisfies Meta<typeof WithVersions>;
export default meta;

/** A press shows another version. */
export const Answers: StoryObj<typeof meta> = {
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const item = await canvas.findByRole('treeitem', { name: /3\/3 The Amazon/ });
    await expect(item).toHaveAttribute('aria-selected', 'true');
    await userEvent.click(canvas.getByRole('treeitem', { name: /1\/3 The Danube/ }));
    await expect(canvas.getByRole('treeitem', { name: /1\/3/ })).toHaveAttribute(
      'aria-selected',
      'true',
    );
  },
};

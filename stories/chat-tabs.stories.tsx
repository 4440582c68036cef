import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { Chat } from 'rivulet/components';
import { useStreamingChat } from 'rivulet/chat';
import { scriptedTransport, textScript } from 'rivulet/testing';
import './frame.css';
import { documents } from './documents.ts';
import { inPageChannel } from './in-page-channel.ts';
import * as samples from './samples.ts';
import { forever } from './scripted-chat.tsx';

const script = [...textScript(samples.shortAnswer, { tokensPerSecond: 30 }).slice(0, 16), forever];

/** Two tabs of one chat, side by side. */
function TwoTabs() {
  const [{ transport, mirror }] = useState(() => ({
    transport: scriptedTransport((_request, index) =>
      index === 0 ? script : [samples.shortAnswer],
    ),
    mirror: inPageChannel(),
  }));
  const first = useStreamingChat({ transport, mirror, id: 'rivers' });
  const second = useStreamingChat({ transport, mirror, id: 'rivers' });
  return (
    <div className="story-columns">
      <div className="story-frame">
        <Chat chat={first} aria-label="First tab" />
      </div>
      <div className="story-frame">
        <Chat chat={second} aria-label="Second tab" />
      </div>
    </div>
  );
}

documents(TwoTabs, Chat);

const meta = { title: 'Chat/Two tabs', component: TwoTabs } satisfies Meta<typeof TwoTabs>;
export default meta;
type Story = StoryObj<typeof meta>;

/** What is asked in one tab streams in the other as well, which can stop it. */
export const Mirrored: Story = {
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const first = within(canvas.getByRole('region', { name: 'First tab' }));
    const second = within(canvas.getByRole('region', { name: 'Second tab' }));
    await userEvent.type(first.getByRole('textbox'), 'What is a stream?{Enter}');
    await second.findByText('What is a stream?');
    await second.findByText(/arrives/, {}, { timeout: 5000 });
    await expect(second.getByRole('article', { name: 'Assistant' })).toHaveAttribute(
      'aria-busy',
      'true',
    );
    await userEvent.click(second.getByRole('button', { name: 'Stop' }));
    for (const tab of [first, second]) {
      await waitFor(() =>
        expect(tab.getByRole('article', { name: 'Assistant' })).toHaveAttribute(
          'data-end',
          'aborted',
        ),
      );
    }
  },
};

import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { Chat, ChatWidget, type ChatWidgetProps } from 'rivulet/components';
import { useStreamingChat } from 'rivulet/chat';
import { scriptedTransport } from 'rivulet/testing';
import { documents } from './documents.ts';

/** A page with a chat behind a bubble. */
function PageWith(props: ChatWidgetProps) {
  const [transport] = useState(() => scriptedTransport(['It opens at nine.']));
  const chat = useStreamingChat({ transport });
  return (
    <main>
      <h1>A shop</h1>
      <p>What the page itself is about.</p>
      <button type="button" onClick={() => void chat.send('When does it open?')}>
        Ask in the background
      </button>
      <ChatWidget chat={chat} {...props}>
        <Chat chat={chat} />
      </ChatWidget>
    </main>
  );
}

documents(PageWith, ChatWidget);

const meta = {
  title: 'ChatWidget',
  component: PageWith,
  parameters: { layout: 'fullscreen' },
} satisfies Meta<typeof PageWith>;
export default meta;
type Story = StoryObj<typeof meta>;

/** A press opens it, Escape closes it, and the focus goes where it was. */
export const Bubble: Story = {
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const bubble = canvas.getByRole('button', { name: 'Open chat' });
    await userEvent.click(bubble);
    await waitFor(() => expect(canvas.getByRole('dialog')).toBeVisible());
    await waitFor(() => expect(canvas.getByRole('textbox')).toHaveFocus());
    await userEvent.keyboard('half a thought{Escape}');
    await expect(canvas.queryByRole('dialog')).toBeNull();
    await expect(bubble).toHaveFocus();
    await userEvent.click(bubble);
    await expect(canvas.getByRole('textbox')).toHaveValue('half a thought');
  },
};

/** Answers that end while it is closed are counted. */
export const News: Story = {
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await userEvent.click(canvas.getByRole('button', { name: 'Ask in the background' }));
    await canvas.findByRole('button', { name: 'Open chat, 1 new answer' });
  },
};

/** Along the side of the window. */
export const Side: Story = {
  args: { variant: 'side', defaultOpen: true },
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(within(canvasElement).getByRole('dialog')).toBeVisible());
  },
};

/** With the whole window for itself. */
export const FullScreen: Story = {
  args: { defaultOpen: true },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const button = canvas.queryByRole('button', { name: 'Full screen' });
    if (button) await userEvent.click(button);
    await expect(canvas.getByRole('dialog')).toHaveAttribute('aria-modal', 'true');
  },
};

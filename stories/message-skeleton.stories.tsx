import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, within } from 'storybook/test';
import { Chat, MessageSkeleton } from 'rivulet/components';
import { useStreamingChat } from 'rivulet/chat';
import { scriptedTransport } from 'rivulet/testing';
import './frame.css';
import { documents } from './documents.ts';

function Loading() {
  const chat = useStreamingChat({ transport: scriptedTransport(['Well.']) });
  return (
    <div className="story-frame">
      <Chat chat={chat} emptyState={<MessageSkeleton />} suggestions={['What is a stream?']} />
    </div>
  );
}
documents(Loading, MessageSkeleton);

const meta = { title: 'MessageSkeleton', component: Loading } satisfies Meta<typeof Loading>;
export default meta;
type Story = StoryObj<typeof meta>;

/** The messages are on their way: no title, no suggestions, and the field stands where it will be. */
export const InAChat: Story = {
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await expect(canvas.getByText('Loading the messages…')).toBeInTheDocument();
    await expect(canvas.queryByRole('button', { name: 'What is a stream?' })).toBeNull();
  },
};

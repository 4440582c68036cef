import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, waitFor, within } from 'storybook/test';
import { Chat } from 'rivulet/components';
import { useStreamingChat } from 'rivulet/chat';
import type { ChatMessage } from 'rivulet/protocol';
import { scriptedTransport } from 'rivulet/testing';
import './frame.css';
import { documents } from './documents.ts';

const messages: ChatMessage[] = [
  { id: 'u', role: 'user', parts: [{ type: 'text', text: 'What makes the tides?' }] },
  {
    id: 'a',
    role: 'assistant',
    end: 'complete',
    parts: [
      {
        type: 'text',
        text: 'The tides are made by the moon and, to a lesser degree, by the sun [1]. Twice a month both pull in one line.',
      },
      {
        type: 'source-url',
        sourceId: 's',
        url: 'https://www.example.org/tides',
        title: 'Tides and water levels',
        providerMetadata: {
          search: { snippet: 'Tides are very long waves that move through the oceans.' },
        },
      },
    ],
  },
];

function Read() {
  const chat = useStreamingChat({
    transport: scriptedTransport(['Well.']),
    initialMessages: messages,
  });
  return (
    <div className="story-frame">
      <Chat chat={chat} />
    </div>
  );
}

documents(Read, Chat);

const meta = {
  title: 'Reading aids',
  component: Read,
} satisfies Meta<typeof Read>;
export default meta;
type Story = StoryObj<typeof meta>;

/** A button beside selected words puts them into the message field. */
export const Quote: Story = {
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await canvas.findByRole('link', { name: '1: Tides and water levels' });
    const said = canvasElement.querySelector('.rv-markdown p');
    if (said) canvasElement.ownerDocument.getSelection()?.selectAllChildren(said);
    await expect(await canvas.findByRole('button', { name: 'Quote' })).toBeVisible();
  },
};

/** What a citation leads to. */
export const Citation: Story = {
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    (await canvas.findByRole('link', { name: '1: Tides and water levels' })).focus();
    await waitFor(() => expect(canvas.getByRole('tooltip')).toHaveTextContent('very long waves'));
  },
};

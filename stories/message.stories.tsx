import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, userEvent, within } from 'storybook/test';
import { Message } from 'rivulet/components';
import * as samples from './samples.ts';

const meta = {
  title: 'Message',
  component: Message,
  args: { message: samples.answer(samples.shortAnswer, { metadata: samples.metadata }) },
} satisfies Meta<typeof Message>;
export default meta;
type Story = StoryObj<typeof meta>;

/** An answer with its actions and the server's figures. */
export const Answer: Story = {
  args: { onRegenerate: fn() },
  play: async ({ canvasElement, args }) => {
    const canvas = within(canvasElement);
    await expect(canvasElement).toHaveTextContent(
      'rivulet-tiny · 214 tokens · 118 tokens/s · first token 84 ms',
    );
    await userEvent.click(canvas.getByRole('button', { name: 'Regenerate' }));
    await expect(args.onRegenerate).toHaveBeenCalledWith('answer');
  },
};

/** What the user wrote: plain text, never markup. */
export const Question: Story = {
  args: { message: samples.question('What does **this** do?\n<b>And this?</b>'), onEdit: fn() },
  play: async ({ canvasElement, args }) => {
    const canvas = within(canvasElement);
    await expect(canvasElement.querySelector('strong, b')).toBeNull();
    await userEvent.click(canvas.getByRole('button', { name: 'Edit message' }));
    const field = await canvas.findByRole('textbox', { name: 'Edit message' });
    await expect(field).toHaveFocus();
    await userEvent.clear(field);
    await userEvent.type(field, 'And now?{Enter}');
    await expect(args.onEdit).toHaveBeenCalledWith('question', 'And now?');
  },
};

/** Escape leaves the editor, and the focus is where it was. */
export const EditCancelled: Story = {
  args: { message: samples.question('A question'), onEdit: fn() },
  play: async ({ canvasElement, args }) => {
    const canvas = within(canvasElement);
    await userEvent.click(canvas.getByRole('button', { name: 'Edit message' }));
    await userEvent.keyboard('something else{Escape}');
    await expect(canvas.getByText('A question')).toBeVisible();
    await expect(canvas.getByRole('button', { name: 'Edit message' })).toHaveFocus();
    await expect(args.onEdit).not.toHaveBeenCalled();
  },
};

/** An instruction that came before the chat. */
export const System: Story = {
  args: {
    message: {
      id: 's',
      role: 'system',
      parts: [{ type: 'text', text: 'Answer in one sentence.' }],
    },
  },
};

/** Before the first word. */
export const Waiting: Story = {
  args: { message: { id: 'w', role: 'assistant', parts: [] }, isStreaming: true },
};

export const Streaming: Story = {
  args: {
    message: {
      id: 's',
      role: 'assistant',
      parts: [{ type: 'text', text: 'A stream is **half do', state: 'streaming' }],
    },
    isStreaming: true,
  },
  play: async ({ canvasElement }) => {
    await expect(canvasElement.querySelector('strong')).toHaveTextContent('half do');
    await expect(within(canvasElement).queryByRole('button')).toBeNull();
  },
};

/** A model that still thinks. */
export const Thinking: Story = {
  args: {
    message: {
      id: 't',
      role: 'assistant',
      parts: [{ type: 'reasoning', text: 'First, what is a stream?', state: 'streaming' }],
    },
    isStreaming: true,
  },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await expect(canvas.getByText('Thinking…')).toBeVisible();
    await expect(await canvas.findByText('First, what is a stream?')).toBeVisible();
  },
};

export const Expired: Story = {
  args: { message: samples.answer('The first half', { end: 'expired' }), onRegenerate: fn() },
  play: async ({ canvasElement }) => {
    await expect(canvasElement).toHaveTextContent('The server no longer keeps the rest');
    await expect(within(canvasElement).getByRole('button', { name: 'Retry' })).toBeEnabled();
  },
};

/** Whole, but the server had to cut it. */
export const Limits: Story = {
  args: {
    message: samples.answer(samples.shortAnswer, {
      metadata: { ...samples.metadata, finishReason: 'length' },
    }),
  },
  play: async ({ canvasElement }) => {
    await expect(canvasElement).toHaveTextContent('The answer reached its length limit.');
  },
};

/** Tools and sources around an answer. */
export const ToolsAndSources: Story = {
  args: {
    message: samples.answer([
      {
        type: 'tool-weather',
        toolCallId: '1',
        state: 'output-available',
        input: { city: 'Vienna' },
        output: { celsius: 21 },
      },
      { type: 'text', text: 'It is 21 °C in Vienna.' },
      { type: 'source-url', sourceId: '1', url: 'https://example.com/vienna', title: 'Vienna' },
      { type: 'source-url', sourceId: '2', url: 'javascript:alert(1)', title: 'A trap' },
    ]),
  },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await expect(canvas.getByRole('link', { name: '1 Vienna example.com' })).toHaveAttribute(
      'rel',
      'noopener noreferrer nofollow',
    );
    await expect(canvas.queryByRole('link', { name: /A trap/ })).toBeNull();
    await userEvent.click(canvas.getByText('Weather'));
    await expect(await canvas.findByText('Celsius')).toBeVisible();
  },
};

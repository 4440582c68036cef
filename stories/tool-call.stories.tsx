import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, userEvent, within } from 'storybook/test';
import { Message, ToolCall } from 'rivulet/components';
import type { ToolPart } from 'rivulet/protocol';
import * as samples from './samples.ts';

const call: ToolPart = {
  type: 'tool-search_web',
  toolCallId: 'call',
  state: 'output-available',
  input: { query: 'rivers of Norway', limit: 5, filters: { language: 'en', sites: ['nve.no'] } },
  output: [
    { name: 'Glomma', kilometres: 621 },
    { name: 'Tana', kilometres: 361 },
  ],
};
const asking: ToolPart = {
  type: 'tool-delete_file',
  toolCallId: 'ask',
  title: 'Delete notes.txt',
  state: 'approval-requested',
  input: { path: '/home/ada/notes.txt', forGood: true },
  approval: { id: 'approval', requestReason: 'The file cannot be brought back.' },
};

const meta = {
  title: 'ToolCall',
  component: ToolCall,
  args: { part: call },
} satisfies Meta<typeof ToolCall>;
export default meta;
type Story = StoryObj<typeof meta>;

/** Folded: what it does, with what, and how far it has come. */
export const Done: Story = {
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await userEvent.click(canvas.getByText('Search web'));
    await expect((await canvas.findAllByText('Kilometres'))[0]).toBeVisible();
  },
};

/** The input grows in its line while it is written; nothing else moves. */
export const Preparing: Story = {
  args: {
    part: {
      type: 'tool-search_web',
      toolCallId: 'call',
      state: 'input-streaming',
      input: { query: 'rivers of Nor' },
    },
  },
  play: async ({ canvasElement }) => {
    await expect(canvasElement).toHaveTextContent('rivers of Nor');
  },
};

/** At work. */
export const Running: Story = { args: { part: { ...call, state: 'input-available' } } };

/** Waits for its reader's yes, with the reason of a no. */
export const Asking: Story = {
  args: { part: asking, onApprove: fn() },
  play: async ({ canvasElement, args }) => {
    const canvas = within(canvasElement);
    await expect(await canvas.findByRole('button', { name: 'Allow' })).toBeVisible();
    await userEvent.click(canvas.getByRole('button', { name: 'Deny and say why…' }));
    await userEvent.keyboard('I still need it.{Enter}');
    await expect(args.onApprove).toHaveBeenCalledWith('ask', false, 'I still need it.');
    await expect(canvasElement.querySelector('summary')).toHaveFocus();
  },
};

/** Failed: open, with the error as the tool gave it. */
export const Failed: Story = {
  args: { part: { ...call, state: 'output-error', errorText: 'The server answered 503.' } },
};

/** Denied, with the reason. */
export const Denied: Story = {
  args: {
    part: {
      ...asking,
      state: 'output-denied',
      approval: { id: 'approval', approved: false, reason: 'I still need it.' },
    },
  },
};

/** Several calls in a row, folded when they are over. */
export const Steps: Story = {
  render: ({ part }) => (
    <Message
      message={samples.answer([
        part,
        { ...part, toolCallId: 'b', type: 'tool-read_page', input: { url: 'nve.no/glomma' } },
        { ...part, toolCallId: 'c', state: 'output-error', errorText: 'Not found.' },
        { type: 'text', text: 'The longest is the Glomma.' },
      ])}
    />
  ),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await userEvent.click(canvas.getByRole('button', { name: '3 steps 1 failed' }));
    await expect(canvas.getByText('Read page')).toBeVisible();
  },
};

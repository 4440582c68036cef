import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, userEvent, within } from 'storybook/test';
import type { Script } from 'rivulet/testing';
import './frame.css';
import { ScriptedChat } from './scripted-chat.tsx';
import { untilEnd } from './until-end.ts';

const call: Script = [
  'I would have to delete a file.',
  {
    type: 'tool-input-available',
    toolCallId: 'call-1',
    toolName: 'delete_file',
    input: { path: 'notes.txt' },
  },
  { type: 'finish', finishReason: 'tool-calls' },
];

const deleteFile = fn((_input: unknown) => ({ deleted: true }));

const meta = {
  title: 'Chat/Tools',
  component: ScriptedChat,
  args: {
    ask: 'Tidy up, please.',
    scripts: [call, ['All right.']],
    options: { tools: { delete_file: { needsApproval: true, execute: deleteFile } } },
  },
} satisfies Meta<typeof ScriptedChat>;
export default meta;
type Story = StoryObj<typeof meta>;

/** A tool of the page waits for its reader's yes, open to be read. */
export const Asking: Story = {
  play: async ({ canvasElement }) => {
    deleteFile.mockClear();
    const canvas = within(canvasElement);
    await expect(await canvas.findByRole('button', { name: 'Allow' })).toBeEnabled();
    await expect(canvas.getByText('waits for approval')).toBeVisible();
    await expect(canvas.getByText(/notes\.txt/)).toBeVisible();
    await expect(deleteFile).not.toHaveBeenCalled();
  },
};

/** After a yes it runs, and the model goes on by itself. */
export const Approved: Story = {
  play: async ({ canvasElement }) => {
    deleteFile.mockClear();
    const canvas = within(canvasElement);
    const allow = await canvas.findByRole('button', { name: 'Allow' });
    await userEvent.click(allow);
    await canvas.findByText('All right.');
    await expect(deleteFile.mock.calls[0]?.[0]).toEqual({ path: 'notes.txt' });
    await untilEnd(canvasElement, 'complete');
    await expect(canvas.queryByRole('button', { name: 'Allow' })).toBeNull();
  },
};

/** A no goes to the model as well, and nothing was done. */
export const Denied: Story = {
  play: async ({ canvasElement }) => {
    deleteFile.mockClear();
    const canvas = within(canvasElement);
    await userEvent.click(await canvas.findByRole('button', { name: 'Deny' }));
    await canvas.findByText('All right.');
    await expect(canvas.getByText('denied')).toBeVisible();
    await expect(deleteFile).not.toHaveBeenCalled();
  },
};

import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, userEvent, waitFor, within } from 'storybook/test';
import { ChatError } from 'rivulet/protocol';
import type { SendResult } from 'rivulet/chat';
import { Composer } from 'rivulet/components';

const meta = {
  title: 'Composer',
  component: Composer,
  args: {
    onSend: fn((_text: string): Promise<SendResult> =>
      Promise.resolve({ accepted: true, messageId: 'm' }),
    ),
    onAbort: fn(),
  },
} satisfies Meta<typeof Composer>;
export default meta;
type Story = StoryObj<typeof meta>;

/** Enter sends, Shift+Enter makes a line. */
export const Ready: Story = {
  play: async ({ canvasElement, args }) => {
    const canvas = within(canvasElement);
    const field = canvas.getByRole('textbox', { name: 'Message' });
    await userEvent.type(field, 'one{Shift>}{Enter}{/Shift}two{Enter}');
    await expect(args.onSend).toHaveBeenCalledWith('one\ntwo');
    await expect(field).toHaveValue('');
    await expect(field).toHaveFocus();
  },
};

/** The same button stops the answer. */
export const Streaming: Story = {
  args: { isStreaming: true },
  play: async ({ canvasElement, args }) => {
    const canvas = within(canvasElement);
    await userEvent.type(canvas.getByRole('textbox'), 'the next question{Enter}');
    await expect(args.onSend).not.toHaveBeenCalled();
    await expect(canvas.getByRole('textbox')).toHaveValue('the next question');
    await userEvent.click(canvas.getByRole('button', { name: 'Stop' }));
    await expect(args.onAbort).toHaveBeenCalledOnce();
  },
};

/** It grows with its text, up to a part of the window; then it scrolls. */
export const Grown: Story = {
  args: { draft: Array.from({ length: 40 }, (_, line) => `line ${line + 1}`).join('\n') },
  play: async ({ canvasElement }) => {
    const form = canvasElement.querySelector('form');
    await expect(form?.clientHeight).toBeGreaterThan(100);
    await expect(form?.clientHeight).toBeLessThan(300);
  },
};

/** The server refused what only the writer can change: nothing typed is lost. */
export const Refused: Story = {
  args: {
    onSend: fn((_text: string): Promise<SendResult> =>
      Promise.resolve({
        accepted: false,
        error: new ChatError('too-large', 'The question is too long.'),
      }),
    ),
  },
  play: async ({ canvasElement }) => {
    const field = within(canvasElement).getByRole('textbox');
    await userEvent.type(field, 'a very long question{Enter}');
    await waitFor(() => expect(field).toHaveValue('a very long question'));
  },
};

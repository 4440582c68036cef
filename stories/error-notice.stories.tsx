import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, userEvent, within } from 'storybook/test';
import { ChatError } from 'rivulet/protocol';
import { ErrorNotice } from 'rivulet/components';

const meta = {
  title: 'ErrorNotice',
  component: ErrorNotice,
  args: {
    error: new ChatError('network', 'The server did not answer.'),
    onRetry: fn(),
    onDismiss: fn(),
  },
} satisfies Meta<typeof ErrorNotice>;
export default meta;
type Story = StoryObj<typeof meta>;

/** Asking again may help, so there is a Retry. */
export const Retryable: Story = {
  play: async ({ canvasElement, args }) => {
    const alert = within(within(canvasElement).getByRole('alert'));
    await userEvent.click(alert.getByRole('button', { name: 'Retry' }));
    await expect(args.onRetry).toHaveBeenCalledOnce();
    await userEvent.click(alert.getByRole('button', { name: 'Dismiss' }));
    await expect(args.onDismiss).toHaveBeenCalledOnce();
  },
};

/** Asking again cannot help. */
export const Final: Story = {
  args: { error: new ChatError('unauthorized', 'The access key is not valid.') },
  play: async ({ canvasElement }) => {
    await expect(within(canvasElement).queryByRole('button', { name: 'Retry' })).toBeNull();
  },
};

/** The server says how long to wait: it is counted down, and said once. */
export const RetryAfter: Story = {
  args: { error: new ChatError('overloaded', 'The queue is full.', { retryAfterMs: 20_000 }) },
  play: async ({ canvasElement }) => {
    const alert = within(within(canvasElement).getByRole('alert'));
    await alert.findByText('The server asks to wait 19 s.', {}, { timeout: 3000 });
    await expect(alert.getByText('The server asks to wait 20 s.')).toHaveClass(
      'rv-visually-hidden',
    );
  },
};

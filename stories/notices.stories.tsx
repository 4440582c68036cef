import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, userEvent, within } from 'storybook/test';
import { ChatError } from 'rivulet/protocol';
import { ConnectionStatus, ErrorNotice } from 'rivulet/components';

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

/** The line is lost; screen readers are told as well. */
export const Reconnecting: Story = {
  render: () => <ConnectionStatus status="reconnecting" />,
  play: async ({ canvasElement }) => {
    await expect(within(canvasElement).getByRole('status')).toHaveTextContent('Reconnecting…');
  },
};

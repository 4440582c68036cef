import type { Meta, StoryObj } from '@storybook/react-vite';
import { useEffect } from 'react';
import { expect, within } from 'storybook/test';
import { ConnectionStatus } from 'rivulet/components';
import { restoreLine, setOnline } from './browser-line.ts';

const meta = {
  title: 'ConnectionStatus',
  component: ConnectionStatus,
  args: { status: 'reconnecting' },
} satisfies Meta<typeof ConnectionStatus>;
export default meta;
type Story = StoryObj<typeof meta>;

const statusOf = (canvas: HTMLElement) => within(canvas).getByRole('status');

/** All is well: nothing is shown, and the region is there for what may come. */
export const Connected: Story = {
  args: { status: 'streaming' },
  play: async ({ canvasElement }) => {
    await expect(statusOf(canvasElement)).toBeEmptyDOMElement();
  },
};

/** The line is lost; screen readers are told as well. */
export const Reconnecting: Story = {
  play: async ({ canvasElement }) => {
    await expect(statusOf(canvasElement)).toHaveTextContent('Connection lost. Reconnecting…');
  },
};

/** The transport waits before it tries again: the eye sees every second, the ear hears of it once. */
export const Countdown: Story = {
  args: { retry: { delayMs: 20_000 } },
  play: async ({ canvasElement }) => {
    const status = statusOf(canvasElement);
    await within(status).findByText(/in 19 s/, {}, { timeout: 3000 });
    await expect(status.querySelector('[aria-hidden]')).toBeVisible();
    await expect(within(status).getByText(/in 20 s/)).toHaveClass('rv-visually-hidden');
  },
};

/** The browser has no network. */
export const Offline: Story = {
  args: { status: 'ready' },
  decorators: [
    function OfflinePage(story) {
      useEffect(() => {
        setOnline(false);
        return restoreLine;
      }, []);
      return story();
    },
  ],
  play: async ({ canvasElement }) => {
    await within(canvasElement).findByText(/You are offline/);
    await expect(statusOf(canvasElement)).toHaveAttribute('data-status', 'offline');
  },
};

import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, within } from 'storybook/test';
import { noMetrics } from 'rivulet/chat';
import { StreamMeter } from 'rivulet/components';

const meta = {
  title: 'StreamMeter',
  component: StreamMeter,
  args: { status: 'submitted', metrics: noMetrics },
} satisfies Meta<typeof StreamMeter>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Waiting: Story = {
  play: async ({ canvasElement }) => {
    await expect(canvasElement).toHaveTextContent('Waiting for the first token');
  },
};

export const Queue: Story = {
  args: { metrics: { ...noMetrics, queuePosition: 1, queueLength: 4 } },
  play: async ({ canvasElement }) => {
    await expect(canvasElement).toHaveTextContent('In the queue, place 1 of 4');
  },
};

export const Prompt: Story = {
  args: {
    metrics: { ...noMetrics, queuePosition: 0, prefillProcessed: 1024, prefillTotal: 4096 },
  },
  play: async ({ canvasElement }) => {
    await expect(canvasElement).toHaveTextContent('1,024 of 4,096 tokens');
    await expect(within(canvasElement).getByRole('progressbar')).toHaveAttribute('max', '4096');
  },
};

/** Figures that are derived from the text's length say so. */
export const Estimated: Story = {
  args: {
    status: 'streaming',
    metrics: { ...noMetrics, timeToFirstTokenMs: 84, tokensPerSecond: 118.4, outputTokens: 210 },
  },
  play: async ({ canvasElement }) => {
    await expect(canvasElement).toHaveTextContent('≈ 118 tokens/s');
  },
};

/** Figures that the server counted. */
export const Counted: Story = {
  args: {
    status: 'ready',
    metrics: {
      ...noMetrics,
      isEstimated: false,
      timeToFirstTokenMs: 1432,
      tokensPerSecond: 2140,
      outputTokens: 5120,
      reconnects: 1,
    },
  },
  play: async ({ canvasElement }) => {
    await expect(canvasElement).not.toHaveTextContent('≈');
    await expect(canvasElement).toHaveTextContent('2,140 tokens/s');
    await expect(canvasElement).toHaveTextContent('first token 1.4 s');
  },
};

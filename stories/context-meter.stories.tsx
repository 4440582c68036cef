import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, within } from 'storybook/test';
import { ContextMeter, type ContextMeterProps } from 'rivulet/components';

const meta = {
  title: 'ContextMeter',
  component: ContextMeter,
  args: { used: 43_500, size: 128_000 },
} satisfies Meta<(props: ContextMeterProps) => React.ReactNode>;
export default meta;
type Story = StoryObj<typeof meta>;

/** A third of the context is in use. */
export const Some: Story = {
  args: { cost: { amount: 0.0231, currency: 'EUR' } },
  play: async ({ canvasElement }) => {
    const meter = await within(canvasElement).findByRole('meter', { name: 'Context' });
    await expect(meter).toHaveAttribute('title', '43,500 of 128,000 tokens. Cost: €0.0231');
  },
};

/** Hardly anything more goes in. */
export const Full: Story = {
  args: { used: 126_000 },
  play: async ({ canvasElement }) => {
    await expect(await within(canvasElement).findByRole('meter')).toHaveTextContent('98%');
  },
};

import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, userEvent, within } from 'storybook/test';
import { Suggestions } from 'rivulet/components';

const meta = {
  title: 'Suggestions',
  component: Suggestions,
  args: { suggestions: ['What is a stream?', 'Show me some code'], onSelect: fn() },
} satisfies Meta<typeof Suggestions>;
export default meta;

export const Some: StoryObj<typeof meta> = {
  play: async ({ canvasElement, args }) => {
    await userEvent.click(within(canvasElement).getByRole('button', { name: 'What is a stream?' }));
    await expect(args.onSelect).toHaveBeenCalledWith('What is a stream?');
  },
};

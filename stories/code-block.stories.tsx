import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, waitFor } from 'storybook/test';
import { CodeBlock } from 'rivulet/components';

const meta = {
  title: 'CodeBlock',
  component: CodeBlock,
  args: { code: "const answer = await fetch('/api/chat');\n", language: 'ts' },
} satisfies Meta<typeof CodeBlock>;
export default meta;
type Story = StoryObj<typeof meta>;

/** Colours come when the language has loaded. */
export const Coloured: Story = {
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(canvasElement.querySelector('.rv-token-keyword')).not.toBeNull());
  },
};

/** A language that nobody knows stays plain. */
export const Unknown: Story = { args: { language: 'rivulish' } };

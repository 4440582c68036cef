import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, waitFor } from 'storybook/test';
import { StreamingMarkdown } from 'rivulet/markdown';
import * as samples from './samples.ts';

const meta = {
  title: 'StreamingMarkdown',
  component: StreamingMarkdown,
  args: { children: samples.shortAnswer },
} satisfies Meta<typeof StreamingMarkdown>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Whole: Story = {
  play: async ({ canvasElement }) => {
    await expect(canvasElement.querySelector('code')).toHaveTextContent('useStreamingChat');
  },
};

/** In the middle of a stream, with its caret. */
export const Streaming: Story = {
  args: { children: samples.unclosedEverything, streaming: true, caret: true },
  play: async ({ canvasElement }) => {
    await expect(canvasElement.querySelector('h1')).toHaveTextContent('A heading that is');
  },
};

export const RightToLeft: Story = {
  args: { children: samples.hebrewAnswer },
  decorators: [
    (story) => (
      <div dir="rtl" lang="he">
        {story()}
      </div>
    ),
  ],
};

/** Nothing of it runs, nothing of it is fetched. */
export const HostileHtml: Story = {
  args: { children: samples.hostileHtml },
  play: async ({ canvasElement }) => {
    await waitFor(() =>
      expect(canvasElement).toHaveTextContent('The text after it is still here.'),
    );
    await expect(canvasElement.querySelector('script, iframe, form, [onerror]')).toBeNull();
  },
};

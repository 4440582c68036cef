import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, waitFor } from 'storybook/test';
import { StreamingMarkdown } from 'rivulet/markdown';
import { Shadow } from './shadow.tsx';
import { TokenStream } from './token-stream.tsx';
import * as samples from './samples.ts';
import './frame.css';

/** Whole answers as they arrive; the speed is a control. */
const meta = {
  title: 'StreamingMarkdown/Streams',
  component: TokenStream,
  argTypes: { tokensPerSecond: { control: { type: 'range', min: 5, max: 5000, step: 5 } } },
  args: { text: samples.everything, tokensPerSecond: 2000, caret: true },
} satisfies Meta<typeof TokenStream>;
export default meta;
type Story = StoryObj<typeof meta>;

/** Waits for the end of the stream. */
async function streamed(canvas: HTMLElement): Promise<HTMLElement> {
  const markdown = await waitFor(
    () => {
      const found = canvas.querySelector<HTMLElement>('.rv-markdown:not([data-streaming])');
      if (found === null) throw new Error('it still streams');
      return found;
    },
    { timeout: 20_000 },
  );
  return markdown;
}

export const Everything: Story = {
  play: async ({ canvasElement }) => {
    const markdown = await streamed(canvasElement);
    for (const kind of ['h1', 'ul', 'ol', 'table', 'blockquote', 'pre > code', 'a[href]']) {
      await expect(markdown.querySelector(kind), kind).not.toBeNull();
    }
  },
};

/** Nothing of it runs, nothing of it is fetched, at any moment of the stream. */
export const HostileInput: Story = {
  args: { text: samples.hostileHtml },
  play: async ({ canvasElement }) => {
    const markdown = await streamed(canvasElement);
    await waitFor(() => expect(markdown).toHaveTextContent('The text after it is still here.'));
    await expect(markdown.querySelector('script, iframe, form, [style], [onerror]')).toBeNull();
    await expect(document.body.dataset['hacked']).toBeUndefined();
  },
};

/** Every block knows its own direction; code stays left to right. */
export const RightToLeft: Story = {
  args: { text: samples.hebrewAnswer },
  play: async ({ canvasElement }) => {
    const markdown = await streamed(canvasElement);
    const [paragraph] = markdown.getElementsByTagName('p');
    await expect(paragraph && getComputedStyle(paragraph).direction).toBe('rtl');
  },
};

export const Dark: Story = {
  decorators: [
    (story) => (
      <div className="rv-theme story-dark" data-theme="dark">
        {story()}
      </div>
    ),
  ],
  play: async ({ canvasElement }) => {
    await streamed(canvasElement);
  },
};

/** 256 KiB that are there at once: the browser lays out what is on the screen. */
export const Long: Story = {
  render: () => <StreamingMarkdown>{samples.longDocument}</StreamingMarkdown>,
  play: async ({ canvasElement }) => {
    await expect(canvasElement.getElementsByTagName('h2').length).toBeGreaterThan(100);
    const pages = canvasElement.getElementsByClassName('rv-page');
    await expect(pages.length).toBeGreaterThan(10);
  },
};

/** Plain semantic HTML: it stands on a page that does not load the kit's styles. */
export const NoStylesheet: Story = {
  render: () => (
    <Shadow>
      <StreamingMarkdown>{samples.everything}</StreamingMarkdown>
    </Shadow>
  ),
  play: async ({ canvasElement }) => {
    const root = await waitFor(() => {
      const found = canvasElement.querySelector('div')?.shadowRoot;
      if (!found?.querySelector('table')) throw new Error('not there yet');
      return found;
    });
    await expect(root.querySelector('h1')?.textContent).toBe('Everything at once');
    await expect(root.querySelectorAll('style, [style]').length).toBe(0);
  },
};

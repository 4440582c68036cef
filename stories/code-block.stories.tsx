import type { Meta, StoryObj } from '@storybook/react-vite';
import { useEffect, useState } from 'react';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { CodeBlock, type CodeBlockProps } from 'rivulet/highlight';
import { highlightJsHighlighter } from './highlight-js-highlighter.ts';
import { shikiHighlighter } from './shiki-highlighter.ts';
import './frame.css';

const short = "const answer = await fetch('/api/chat');\n";

const long = Array.from(
  { length: 60 },
  (_, index) => `export const row${index} = load(${index}, 'item ${index}'); // note ${index}`,
).join('\n');

const everyColor = `/** What a theme colours. */
@component({ name: 'demo' })
export class Greeter extends Base<string> {
  static readonly pattern = /^h(el+)o$/gi;
  greet(name: string = "world", times = 0x2a): string | null {
    // A template over
    const text = \`Hello \${name.trim()},
      \${times} times\`;
    return times > 1 && this.loud ? text.toUpperCase() : null;
  }
}
`;

const meta = {
  title: 'CodeBlock',
  component: CodeBlock,
  args: { code: short, language: 'ts' },
} satisfies Meta<typeof CodeBlock>;
export default meta;
type Story = StoryObj<typeof meta>;

const isColored = async (canvasElement: HTMLElement) =>
  waitFor(() => expect(canvasElement.querySelector('.rv-token-keyword')).not.toBeNull(), {
    timeout: 10_000,
  });

/** Colours come when the language has loaded. */
export const Coloured: Story = {
  args: { code: everyColor },
  play: async ({ canvasElement }) => isColored(canvasElement),
};

/** The same colours on a dark background. */
export const Dark: Story = {
  args: { code: everyColor },
  decorators: [
    (Show) => (
      <div data-theme="dark" className="rv-theme story-dark">
        <Show />
      </div>
    ),
  ],
  play: async ({ canvasElement }) => isColored(canvasElement),
};

/** A language that nobody knows stays plain. */
export const Unknown: Story = { args: { language: 'rivulish' } };

/** Numbers are neither selected nor copied. */
export const LineNumbers: Story = {
  args: { code: everyColor, lineNumbers: true },
  play: async ({ canvasElement }) => {
    await isColored(canvasElement);
    const code = canvasElement.querySelector('code');
    await expect(code?.textContent).toBe(`${everyColor}\n`);
    await expect(canvasElement.querySelectorAll('[data-line]')).toHaveLength(12);
  },
};

/** Long lines scroll in the block, or wrap where the reader wants it. */
export const Wrapping: Story = {
  args: { code: `const long = [${'1, 2, 3, '.repeat(40)}];`, wrapToggle: true },
  play: async ({ canvasElement }) => {
    const button = await within(canvasElement).findByRole('button', { name: 'Wrap' });
    await userEvent.click(button);
    await expect(button).toHaveAttribute('aria-pressed', 'true');
    const code = canvasElement.querySelector('code');
    await expect(code?.scrollWidth).toBe(code?.clientWidth);
  },
};

/** Saves the code under a name that fits its language. */
export const Download: Story = {
  args: { download: true },
  play: async ({ canvasElement }) => {
    const button = await within(canvasElement).findByRole('button', { name: 'Download' });
    await expect(button).toHaveAttribute('title', 'Save as code.ts');
  },
};

/** Longer code shows in part and scrolls in itself, until all of it is asked for. */
export const Collapsed: Story = {
  args: { code: long, maxLines: 8, lineNumbers: true },
  play: async ({ canvasElement }) => {
    const button = await within(canvasElement).findByRole('button', { name: 'Show all 60 lines' });
    const code = canvasElement.querySelector('code');
    const height = code?.clientHeight ?? 0;
    await userEvent.click(button);
    await expect(button).toHaveAttribute('aria-expanded', 'true');
    await expect(code?.clientHeight).toBeGreaterThan(3 * height);
    await userEvent.click(button);
    await expect(code?.clientHeight).toBe(height);
  },
};

function Typed({ code, ...props }: CodeBlockProps) {
  const [length, setLength] = useState(0);
  useEffect(() => {
    if (length >= code.length) return undefined;
    const frame = requestAnimationFrame(() => setLength(length + 24));
    return () => cancelAnimationFrame(frame);
  }, [length, code.length]);
  return <CodeBlock {...props} code={code.slice(0, length)} open={length < code.length} />;
}

/** Code that is being written, in a box that stays at its end. */
export const Growing: Story = {
  args: { code: long, maxLines: 12 },
  render: (args) => <Typed {...args} />,
  play: async ({ canvasElement }) => {
    await within(canvasElement).findByRole(
      'button',
      { name: 'Show all 60 lines' },
      { timeout: 20_000 },
    );
    const code = canvasElement.querySelector('code');
    await waitFor(() => expect(code?.textContent).toBe(`${long}\n`), { timeout: 20_000 });
    await isColored(canvasElement);
    const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = code ?? {};
    await expect(scrollHeight - scrollTop - clientHeight).toBeLessThan(30);
  },
};

const shiki = shikiHighlighter();
const highlightJs = highlightJsHighlighter();

/** Shiki's grammars behind the same interface, growing line by line from its grammar state. */
export const Shiki: Story = {
  args: { code: everyColor, highlighter: shiki },
  render: (args) => <Typed {...args} />,
  play: async ({ canvasElement }) => {
    await isColored(canvasElement);
    await waitFor(() =>
      expect(canvasElement.querySelector('code')?.textContent).toBe(`${everyColor}\n`),
    );
  },
};

/** highlight.js behind the same interface; its classes are there for its own themes. */
export const HighlightJs: Story = {
  name: 'highlight.js',
  args: { code: everyColor, highlighter: highlightJs },
  render: (args) => <Typed {...args} />,
  play: async ({ canvasElement }) => {
    await isColored(canvasElement);
    await waitFor(() =>
      expect(canvasElement.querySelector('code')?.textContent).toBe(`${everyColor}\n`),
    );
    await expect(canvasElement.querySelector('.hljs-keyword')).not.toBeNull();
  },
};

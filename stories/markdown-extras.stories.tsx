import type { Meta, StoryObj } from '@storybook/react-vite';
import { math } from 'rivulet/math';
import { mermaid } from 'rivulet/mermaid';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { SideBySide } from './side-by-side.tsx';
import './frame.css';

/** What answers have beyond GFM, half-open in the middle of a stream, and finished. */
const meta = {
  title: 'StreamingMarkdown/Extras',
  component: SideBySide,
  args: { at: 0 },
} satisfies Meta<typeof SideBySide>;
export default meta;
type Story = StoryObj<typeof meta>;

/** A text cut behind `before`. */
function cut(before: string, after: string): { source: string; at: number } {
  return { source: before + after, at: before.length };
}

function column(canvas: HTMLElement, name: 'Half-open' | 'Finished'): HTMLElement {
  return within(canvas).getByRole('region', { name });
}

/** A reference is a number at once; its note may come later. Every message numbers its own. */
export const Footnotes: Story = {
  args: cut(
    'A stop is heard before the next token.[^stop] A cut is none.[^cut]\n\n[^stop]: Measured: 0.2 ms unt',
    'il the model is free.\n[^cut]: It is *taken up* where it broke.\n\nThe text goes on.',
  ),
  play: async ({ canvasElement }) => {
    await expect(column(canvasElement, 'Half-open').querySelectorAll('sup')).toHaveLength(2);
    const finished = column(canvasElement, 'Finished');
    const [reference] = finished.querySelectorAll<HTMLAnchorElement>('sup a');
    const note = reference && finished.querySelector(reference.hash);
    await expect(note).toHaveTextContent('Measured: 0.2 ms until the model is free.');
    await expect(note?.querySelector('a')).toHaveAccessibleName(/back/i);
  },
};

/** `[1]` and `【2†source】` lead to the sources of the message; a number without a source stays text. */
export const Citations: Story = {
  args: {
    ...cut(
      'The demo streams from a local model [1], on a CPU or a GPU 【2†so',
      'urce】; see also [7].',
    ),
    sources: [
      { title: 'The demo server', url: 'https://example.com/demo' },
      { title: 'Devices', url: 'https://example.com/devices' },
    ],
  },
  play: async ({ canvasElement }) => {
    await expect(column(canvasElement, 'Half-open')).not.toHaveTextContent('†');
    const links = within(column(canvasElement, 'Finished')).getAllByRole('link');
    await expect(links.map((link) => link.getAttribute('href'))).toEqual([
      'https://example.com/demo',
      'https://example.com/devices',
    ]);
    await expect(column(canvasElement, 'Finished')).toHaveTextContent('[7]');
  },
};

const mathPlugins = [math()];

/** KaTeX loads with the first formula. Money is not mathematics, and a broken formula shows its source. */
export const Mathematics: Story = {
  args: {
    ...cut(
      'It costs $5 and $10. Let $x = \\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}$, then\n\n$$\n\\sum_{i=1}^n i',
      ' = \\frac{n(n+1)}{2}\n$$\n\nand a broken one: $\\frac{1$.',
    ),
    plugins: mathPlugins,
  },
  play: async ({ canvasElement }) => {
    const finished = column(canvasElement, 'Finished');
    await waitFor(() => expect(finished.querySelectorAll('math')).toHaveLength(2), {
      timeout: 10_000,
    });
    await expect(finished).toHaveTextContent('It costs $5 and $10.');
    await expect(finished).toHaveTextContent('\\frac{1');
  },
};

const diagramPlugins = [mermaid()];

/** Code while it grows, a picture with a name when it is whole, and code again at a click. */
export const Diagram: Story = {
  args: {
    ...cut(
      '```mermaid\nflowchart LR\n  accTitle: How an answer travels\n  B[bytes] --> F[frames] --> E[eve',
      'nts]\n  E --> M[messages]\n```\n\nThat is all.',
    ),
    plugins: diagramPlugins,
  },
  play: async ({ canvasElement }) => {
    const open = column(canvasElement, 'Half-open');
    await expect(open.querySelector('pre > code')).toHaveTextContent('bytes');
    const finished = column(canvasElement, 'Finished');
    const image = await within(finished).findByRole(
      'img',
      { name: 'How an answer travels' },
      { timeout: 20_000 },
    );
    await expect(image).toBeVisible();
  },
};

/** A table is copied as values or as markdown. */
export const TableTools: Story = {
  args: cut('| Model | Tokens/s |\n| --- | ---: |\n| tiny | 3250 |\n| sma', 'll | 96 |\n'),
  play: async ({ canvasElement }) => {
    const finished = within(column(canvasElement, 'Finished'));
    await userEvent.click(await finished.findByRole('button', { name: 'Copy table as CSV' }));
    await waitFor(() =>
      expect(finished.getByRole('status')).toHaveTextContent(/CSV copied|failed/),
    );
  },
};

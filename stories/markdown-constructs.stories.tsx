import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, waitFor, within } from 'storybook/test';
import { SideBySide } from './side-by-side.tsx';
import './frame.css';

/** Each construct of markdown as it is written, half-open in the middle of a stream, and finished. */
const meta = {
  title: 'StreamingMarkdown/Constructs',
  component: SideBySide,
  args: { at: 0 },
} satisfies Meta<typeof SideBySide>;
export default meta;
type Story = StoryObj<typeof meta>;

/** A construct cut behind `before`: `half` and `whole` find what must be in each column. */
function construct(before: string, after: string, half: string, whole = half): Story {
  return {
    args: { source: before + after, at: before.length },
    play: async ({ canvasElement }) => {
      const canvas = within(canvasElement);
      const open = canvas.getByRole('region', { name: 'Half-open' });
      const finished = canvas.getByRole('region', { name: 'Finished' });
      // What shows raw HTML loads with the first of it.
      await waitFor(() => expect(open.querySelector(half)).not.toBeNull());
      await expect(finished.querySelector(whole)).not.toBeNull();
      // What is shown half-open is the beginning of what is shown in the end.
      await expect(textOf(finished).startsWith(textOf(open))).toBe(true);
    },
  };
}

function textOf(column: HTMLElement): string {
  const copy = column.cloneNode(true) as HTMLElement;
  for (const furniture of copy.querySelectorAll('[data-chrome]')) furniture.remove();
  return copy.textContent.replaceAll(/\s/g, '');
}

const answer = `## Why a stream is cut

A stream arrives **in pieces**, see \`onToken\`.

1. A piece ends *anywhere*
2. What it *means* comes later

| Cut in | Shown as |
| :--- | :--- |
| a link | its text |
| a table | cells that fill |

\`\`\`ts
for await (const piece of stream) {
  show(piece);
}
\`\`\`
`;
const middle = answer.indexOf(' that fill');

/** All of an answer at once. */
export const Answer = construct(answer.slice(0, middle), answer.slice(middle), 'td');

export const Emphasis = construct('Some **bold and *ital', 'ic* text** here.', 'strong > em');
export const Intraword = construct('un*frigging*be**liev**', 'able', 'p > strong');
export const Strikethrough = construct('It costs ~~ten doll', 'ars~~ nothing.', 'del');
export const CodeSpan = construct('Call ``use`Strea', 'mingChat`` now.', 'p > code');
export const Link = construct(
  'Read [the whole story of how a stre',
  'am is cut](https://example.com/story) there.',
  'a:not([href])',
  'a[href="https://example.com/story"]',
);
export const LinkUrl = construct(
  'Read [the story](https://example.com/st',
  'ory "A title") there.',
  'a:not([href])',
  'a[title="A title"]',
);
export const ReferenceLink = construct(
  'Read [the story][1] now.',
  '\n\n[1]: https://example.com/story\n',
  'a:not([href])',
  'a[href]',
);
export const Image = construct(
  'A picture: ![a cat on a ma',
  't](https://example.com/cat.png)',
  '.rv-image',
);
export const Autolink = construct(
  'See https://example.com/a/lon',
  'g/path for more.',
  'a:not([href])',
  'a[href]',
);
export const HtmlTag = construct('Press <kbd>Ctrl</kb', 'd> now.', 'kbd');
export const Entity = construct('Salt &amp; pepper &am', 'p; more.', 'p');
export const Heading = construct('# A heading that is **bo', 'ld**\n\nText.', 'h1 > strong');
export const List = construct(
  '- one\n- two\n  1. nested *dee',
  'ply*\n- three\n',
  'ul > li > ol > li > em',
);
export const TaskList = construct(
  '- [x] write it\n- [ ] prove i',
  't\n',
  'li > input[type="checkbox"]',
);
export const Quote = construct('> A quote with a\n> - list in i', 't\n', 'blockquote > ul');
export const Alert = construct('> [!WARNING]\n> Mind the ga', 'p.\n', '[data-alert="warning"]');
export const Table = construct(
  '| Name | Price |\n| :--- | ---: |\n| Apple | 1.2',
  '0 |\n| Pear | 0.90 |\n',
  'td',
);
export const TableHead = construct('| Name | Pri', 'ce |\n| --- | --- |\n| Apple | 1 |\n', 'th');
export const Fence = construct(
  '```ts\nconst answer: number = 4',
  '2;\n```\n\nDone.',
  'pre > code.language-ts',
);
export const Details = construct(
  '<details open><summary>More</summary>\n\nHidden *te',
  'xt*\n\n</details>\n\nAfter.',
  'summary',
);
export const Emoji = construct('A family: 👨‍👩', '‍👧‍👦 and a flag: 🇩🇪.', 'p');

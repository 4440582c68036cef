import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Tokens } from '../../src/markdown/syntax/marked.ts';
import { loadOpenBlock } from '../../src/markdown/resume/lazy-open-block.ts';
import { parseBlocks } from '../../src/markdown/document/block-parser.ts';
import { StreamingMarkdown } from '../../src/markdown/streaming-markdown.tsx';
import { tableText } from '../../src/markdown/elements/table-text.ts';

const source = [
  '| Name | Price, € | Note |',
  '|:-----|---------:|------|',
  '| **Tea** | 2 | say "hi" |',
  '| a \\| b | `x` | [link](https://a.example)<br>two |',
  '| short |',
].join('\n');

function tableOf(text: string): Tokens.Table {
  return parseBlocks(text).pages[0]?.blocks[0]?.token as Tokens.Table;
}

describe('the text of a table', () => {
  it('is its markdown', () => {
    expect(tableText(tableOf(`${source}\n\n`), 'markdown')).toBe(source);
  });

  it('is TSV with one line per row', () => {
    expect(tableText(tableOf(source), 'tsv')).toBe(
      'Name\tPrice, €\tNote\nTea\t2\tsay "hi"\na | b\tx\tlinktwo\nshort\t\t',
    );
  });

  it('is CSV that quotes what needs it', () => {
    expect(tableText(tableOf(source), 'csv').split('\r\n')).toEqual([
      'Name,"Price, €",Note',
      'Tea,2,"say ""hi"""',
      'a | b,x,linktwo',
      'short,,',
    ]);
  });
});

describe('the buttons of a table', () => {
  const written = vi.fn<(text: string) => Promise<void>>();

  beforeEach(() => {
    written.mockReset().mockResolvedValue();
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: { writeText: written },
    });
  });

  afterEach(() => {
    Reflect.deleteProperty(navigator, 'clipboard');
  });

  it('copy it and say so', async () => {
    render(<StreamingMarkdown>{source}</StreamingMarkdown>);
    fireEvent.click(await screen.findByRole('button', { name: 'Copy table as Markdown' }));
    await waitFor(() => expect(screen.getByRole('status').textContent).toBe('Markdown copied'));
    expect(written).toHaveBeenCalledWith(source);
  });

  it('are furniture beside the table, which is the only element that markdown means', () => {
    const { container } = render(<StreamingMarkdown>{source}</StreamingMarkdown>);
    for (const furniture of container.querySelectorAll('[data-chrome]')) furniture.remove();
    expect(container.querySelector('.rv-markdown')?.children).toHaveLength(1);
    expect(container.querySelector('.rv-markdown > table')).not.toBeNull();
  });
});

describe('a table', () => {
  it('has headers of columns and alignment without styles', () => {
    const { container } = render(<StreamingMarkdown>{source}</StreamingMarkdown>);
    const headers = [...container.querySelectorAll('th')];
    expect(headers.map((cell) => cell.scope)).toEqual(['col', 'col', 'col']);
    expect(headers.map((cell) => cell.getAttribute('align'))).toEqual(['left', 'right', null]);
    expect(container.querySelector('[style]')).toBeNull();
  });

  it('renders only the rows that are new', async () => {
    await loadOpenBlock();
    let cells = 0;
    const components = {
      td: () => {
        cells++;
        return <td>cell</td>;
      },
    };
    const head = '| a |\n|---|\n';
    const rows = Array.from({ length: 200 }, (_, at) => `| ${at} |\n`);
    const show = (count: number) => (
      <StreamingMarkdown streaming components={components}>
        {head + rows.slice(0, count).join('')}
      </StreamingMarkdown>
    );
    const view = render(show(100));
    const before = cells;
    for (let count = 101; count <= 200; count++) view.rerender(show(count));
    expect(cells - before).toBeLessThanOrEqual(300);
  });
});

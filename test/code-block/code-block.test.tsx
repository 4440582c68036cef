import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { StrictMode } from 'react';
import { renderToString } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CodeBlock } from '../../src/code-block/code-block.tsx';
import { codeFileName } from '../../src/code-block/code-file-name.ts';
import type { Highlighter } from '../../src/highlight/highlighter.ts';
import { prismHighlighter } from '../../src/highlight/prism-highlighter.ts';
import { StreamingMarkdown } from '../../src/markdown/streaming-markdown.tsx';

const codeOf = (container: HTMLElement) => container.querySelector('code')?.textContent;

const keywords: Highlighter = {
  load: () => true,
  isLoaded: () => true,
  tokenize: (code) => code.split('\n').map((text) => [{ text, kind: 'keyword' }]),
};

async function press(): Promise<void> {
  fireEvent.click(screen.getByRole('button'));
  await act(() => vi.advanceTimersByTimeAsync(0));
}

function block(text: string, open: boolean) {
  return <CodeBlock code={text} language="x" open={open} highlighter={keywords} />;
}

describe('CodeBlock', () => {
  it('shows code, its language and nothing else outside the furniture', async () => {
    const { container } = render(<CodeBlock code={'a\n\nb'} language="nolang" />);
    expect(codeOf(container)).toBe('a\n\nb\n');
    const furniture = container.querySelector<HTMLElement>('[data-chrome]')!;
    expect(within(furniture).getByText('nolang')).toBeVisible();
    furniture.remove();
    expect(container).toHaveTextContent('a b', { normalizeWhitespace: true });
    // Where sizes cannot be watched, the keyboard reaches all code.
    const group = screen.getByRole('group', { name: 'nolang code' });
    await waitFor(() => expect(group).toHaveAttribute('tabindex', '0'));
  });

  it('colours the code once its language has arrived', async () => {
    const { container } = render(<CodeBlock code="const a = 1" language="js" />);
    expect(container.querySelector('.rv-token')).toBeNull();
    await act(async () => {
      await prismHighlighter.load('js');
    });
    expect(container.querySelector('.rv-token-keyword')).toHaveTextContent('const');
    expect(codeOf(container)).toBe('const a = 1\n');
  });

  it('renders only the lines that change', () => {
    const code = Array.from({ length: 100 }, (_, index) => `line ${index}`).join('\n');
    const { container, rerender } = render(block(code, true));
    const before = [...container.querySelectorAll('.rv-line')];
    rerender(block(`${code} and more\nlast`, true));
    rerender(block(`${code} and more\nlast`, false));
    const after = [...container.querySelectorAll('.rv-line')];
    expect(after.slice(0, 100)).toEqual(before);
    expect(after).toHaveLength(101);
  });

  it('renders the same on the server, plain, and hydrates without a complaint', async () => {
    const complaints = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const view = <CodeBlock code={'<b>\n'} language="nolang" />;
    const container = document.createElement('div');
    container.innerHTML = renderToString(view);
    expect(codeOf(container)).toBe('<b>\n\n');
    render(view, { container, hydrate: true });
    expect(complaints).not.toHaveBeenCalled();
    complaints.mockRestore();
  });
});

describe('CodeBlock in idle time', () => {
  const tasks: (() => void)[] = [];
  beforeEach(() => {
    vi.stubGlobal('requestIdleCallback', (task: () => void) => tasks.push(task));
    vi.stubGlobal('cancelIdleCallback', (id: number) => tasks.splice(id - 1, 1, () => undefined));
  });
  afterEach(() => {
    tasks.length = 0;
    vi.unstubAllGlobals();
  });

  it('colours what is too long to be coloured while the reader waits', async () => {
    await act(() => prismHighlighter.load('js'));
    const code = 'const a = 1;\n'.repeat(4000);
    const { container } = render(<CodeBlock code={code} language="js" />);
    await waitFor(() => expect(tasks).not.toEqual([]));
    expect(container.querySelector('.rv-token')).toBeNull();
    expect(codeOf(container)).toBe(`${code}\n`);
    let rounds = 0;
    while (tasks.length > 0) {
      rounds += 1;
      const task = tasks.pop();
      act(() => task?.());
    }
    expect(rounds).toBeLessThan(4);
    expect(container.querySelectorAll('.rv-token-keyword')).toHaveLength(4000);
    expect(codeOf(container)).toBe(`${code}\n`);
  });
});

function without(container: HTMLElement): string {
  for (const element of container.querySelectorAll('[data-chrome]')) element.remove();
  return container.textContent;
}

// What loads on demand may take its time on a busy machine.
const patience = { timeout: 20_000 };

describe('the furniture of a code block', () => {
  const code = 'one\ntwo\nthree\nfour';

  it('is a label and a copy button, unless more is asked for', () => {
    render(<CodeBlock code={code} language="nolang" />);
    expect(screen.getAllByRole('button')).toHaveLength(1);
  });

  it('numbers lines without a text of its own', () => {
    const { container } = render(<CodeBlock code={code} lineNumbers />);
    const numbers = [...container.querySelectorAll('[data-line]')];
    expect(numbers.map((line) => line.getAttribute('data-line'))).toEqual(['1', '2', '3', '4']);
    expect(without(container)).toBe(`${code}\n`);
  });

  it('has all its buttons outside the code', async () => {
    const { container } = render(
      <CodeBlock code={code} download wrapToggle maxLines={2} language="py" />,
    );
    const expand = await screen.findByRole('button', { name: 'Show all 4 lines' }, patience);
    expect(expand).toHaveAttribute('aria-expanded', 'false');
    expect(container.querySelector('pre')).toHaveAttribute('data-max-lines', '2');
    fireEvent.click(expand);
    expect(screen.getByRole('button', { name: 'Show less' })).toHaveAttribute(
      'aria-expanded',
      'true',
    );
    expect(container.querySelector('pre')).not.toHaveAttribute('data-max-lines');
    const wrap = screen.getByRole('button', { name: 'Wrap' });
    fireEvent.click(wrap);
    expect(wrap).toHaveAttribute('aria-pressed', 'true');
    expect(container.querySelector('pre')).toHaveAttribute('data-wrap', 'true');
    expect(screen.getByTitle('Save as code.py')).toBeVisible();
    expect(container.querySelectorAll('[style]')).toHaveLength(0);
    expect(without(container)).toBe(`${code}\n`);
  });

  it('comes to the blocks of a message', async () => {
    const { container } = render(
      <StreamingMarkdown codeBlock={{ lineNumbers: true, download: 'a.txt' }}>
        {'```\none\ntwo\n```'}
      </StreamingMarkdown>,
    );
    expect(container.querySelectorAll('[data-line]')).toHaveLength(2);
    expect(await screen.findByTitle('Save as a.txt', {}, patience)).toBeVisible();
  });

  it('leaves the server’s page as it was when it hydrates, also when the language is there', async () => {
    await act(() => prismHighlighter.load('js'));
    const complaints = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const view = <CodeBlock code="const a = 1;" language="js" download maxLines={1} lineNumbers />;
    const container = document.createElement('div');
    document.body.append(container);
    container.innerHTML = renderToString(view);
    expect(container.querySelector('.rv-token')).toBeNull();
    render(view, { container, hydrate: true });
    await waitFor(() => expect(container.querySelector('.rv-token')).not.toBeNull());
    expect(complaints).not.toHaveBeenCalled();
    complaints.mockRestore();
  });
});

describe('the name of a saved file', () => {
  it.each([
    ['python', 'code.py'],
    ['TSX', 'code.tsx'],
    ['c++', 'code.cpp'],
    ['docker', 'Dockerfile'],
    ['zig', 'code.zig'],
    ['', 'code.txt'],
    ['../../etc', 'code.txt'],
    ['constructor', 'code.txt'],
  ])('of %j is %s', (language, name) => {
    expect(codeFileName(language)).toBe(name);
  });
});

describe('the copy button', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('copies, says so, and is itself again after a while', async () => {
    const writeText = vi.fn<(text: string) => Promise<void>>(() => Promise.resolve());
    vi.stubGlobal('navigator', { clipboard: { writeText } });
    render(
      <StrictMode>
        <CodeBlock code="a < b" />
      </StrictMode>,
    );
    await press();
    expect(writeText.mock.calls).toEqual([['a < b']]);
    expect(screen.getByRole('status')).toHaveTextContent('Copied');
    await act(() => vi.advanceTimersByTimeAsync(3000));
    expect(screen.getByRole('button')).toHaveTextContent(/^Copy$/);
  });

  it('falls back to a selection where the clipboard is refused', async () => {
    vi.stubGlobal('navigator', { clipboard: { writeText: () => Promise.reject(new Error('no')) } });
    let copied = '';
    document.execCommand = () => {
      copied = document.querySelector('textarea')?.value ?? '';
      return true;
    };
    render(<CodeBlock code={'x\ny'} />);
    await press();
    expect(copied).toBe('x\ny');
    expect(screen.getByRole('status')).toHaveTextContent('Copied');
    expect(document.querySelector('textarea')).toBeNull();
  });

  it('says when it could not copy', async () => {
    vi.stubGlobal('navigator', {});
    document.execCommand = () => false;
    render(<CodeBlock code="x" />);
    await press();
    expect(screen.getByRole('status')).toHaveTextContent('Copy failed');
  });
});

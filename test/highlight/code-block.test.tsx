import { act, fireEvent, render, screen, within } from '@testing-library/react';
import { StrictMode } from 'react';
import { renderToString } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CodeBlock } from '../../src/highlight/code-block.tsx';
import type { Highlighter } from '../../src/highlight/highlighter.ts';
import { prismHighlighter } from '../../src/highlight/prism-highlighter.ts';

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
  it('shows code, its language and nothing else outside the furniture', () => {
    const { container } = render(<CodeBlock code={'a\n\nb'} language="nolang" />);
    expect(codeOf(container)).toBe('a\n\nb\n');
    const furniture = container.querySelector<HTMLElement>('[data-chrome]')!;
    expect(within(furniture).getByText('nolang')).toBeVisible();
    furniture.remove();
    expect(container).toHaveTextContent('a b', { normalizeWhitespace: true });
    expect(screen.getByRole('group', { name: 'nolang code' })).toHaveAttribute('tabindex', '0');
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

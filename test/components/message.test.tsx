import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { Message } from '../../src/components/messages/message.tsx';
import { answer, growing, question } from './chat-samples.ts';

describe('Message', () => {
  it('shows what a user wrote as plain text', () => {
    const { container } = render(<Message message={question('<b>bold</b> **bold**')} />);
    expect(container.querySelector('b, strong')).toBeNull();
    expect(screen.getByText('<b>bold</b> **bold**')).toBeInTheDocument();
  });

  it('renders an answer as markdown', () => {
    render(<Message message={answer('A **bold** word')} />);
    expect(screen.getByText('bold').tagName).toBe('STRONG');
  });

  it('shows nothing of thoughts that have no words', () => {
    const providerMetadata = { anthropic: { redactedData: 'secret' } };
    const hidden = { type: 'reasoning', text: '', state: 'done', providerMetadata } as const;
    const message = answer('Yes');
    const { container } = render(
      <Message message={{ ...message, parts: [hidden, ...message.parts] }} />,
    );
    expect(container.querySelector('.rv-reasoning')).toBeNull();
    expect(screen.getByText('Yes')).toBeInTheDocument();
  });

  it('tells its state by attributes', () => {
    const { rerender } = render(<Message message={growing('Half')} isStreaming />);
    const article = screen.getByRole('article', { name: 'Assistant' });
    expect(article).toHaveAttribute('data-status', 'streaming');
    expect(article).not.toHaveAttribute('data-end');
    rerender(<Message message={answer('Whole')} className="mine" />);
    expect(article).toHaveAttribute('data-end', 'complete');
    expect(article).toHaveClass('rv-message', 'mine');
  });

  it.each([
    ['aborted', 'Stopped', false],
    ['truncated', 'Connection lost – the answer is incomplete.', true],
    ['expired', 'The server no longer keeps the rest of this answer.', true],
    ['error', 'Out of memory.', true],
  ] as const)('says that an answer ended %s', (end, words, hasRetry) => {
    const error = { code: 'server', message: 'Out of memory.' } as const;
    render(<Message message={answer('Half', { end, error })} onRegenerate={() => undefined} />);
    expect(screen.getByText(words)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Retry' }) !== null).toBe(hasRetry);
  });

  it('keeps the form of an answer that broke off inside a mark', () => {
    const { rerender } = render(<Message message={growing('A **bold wor')} isStreaming />);
    expect(screen.getByText('bold wor').tagName).toBe('STRONG');
    rerender(<Message message={answer('A **bold wor', { end: 'aborted' })} />);
    expect(screen.getByText('bold wor').tagName).toBe('STRONG');
  });

  it('offers no action while it streams', () => {
    render(<Message message={growing('Half')} isStreaming onRegenerate={() => undefined} />);
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('copies the markdown, not what it looks like', async () => {
    const user = userEvent.setup();
    render(<Message message={answer('A **bold** word')} />);
    await user.click(screen.getByRole('button', { name: 'Copy message' }));
    expect(await navigator.clipboard.readText()).toBe('A **bold** word');
    expect(await screen.findByText('Copied')).toBeInTheDocument();
  });

  it('hands an edited question over', async () => {
    const onEdit = vi.fn();
    render(<Message message={question('Why?')} onEdit={onEdit} />);
    await userEvent.click(screen.getByRole('button', { name: 'Edit message' }));
    await userEvent.type(
      await screen.findByRole('textbox', { name: 'Edit message' }),
      ' How?{Enter}',
    );
    expect(onEdit.mock.calls).toEqual([['q1', 'Why? How?']]);
  });

  it('gives the focus back when an edit is cancelled', async () => {
    render(<Message message={question('Why?')} onEdit={() => undefined} />);
    await userEvent.click(screen.getByRole('button', { name: 'Edit message' }));
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(screen.getByRole('button', { name: 'Edit message' })).toHaveFocus();
    expect(screen.getByText('Why?')).toBeInTheDocument();
  });

  it('folds thoughts and renders them only when they are opened', async () => {
    const parts = [
      { type: 'reasoning', text: 'Let me see.', state: 'done' },
      { type: 'text', text: 'Yes.', state: 'done' },
    ] as const;
    render(<Message message={answer(parts)} />);
    expect(screen.queryByText('Let me see.')).toBeNull();
    await userEvent.click(screen.getByText('Thoughts'));
    expect(await screen.findByText('Let me see.')).toBeInTheDocument();
  });

  it('shows sources as links, except those that could run code', () => {
    const parts = [
      { type: 'source-url', sourceId: '1', url: 'https://example.com/a', title: 'A' },
      { type: 'source-url', sourceId: '2', url: 'javascript:alert(1)', title: 'B' },
    ] as const;
    render(<Message message={answer(parts)} />);
    expect(screen.getByRole('link', { name: '1 A example.com' })).toHaveAttribute(
      'href',
      'https://example.com/a',
    );
    expect(screen.queryByRole('link', { name: 'B' })).toBeNull();
  });

  it('shows the figures of the server', () => {
    const metadata = { model: 'tiny', timings: { tokensPerSecond: 118.4 } };
    render(<Message message={answer('Hi', { metadata })} />);
    expect(screen.getByText('tiny · 118 tokens/s')).toBeInTheDocument();
  });
});

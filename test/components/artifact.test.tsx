import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { Artifact } from '../../src/components/artifact/artifact.tsx';
import { artifactsIn } from '../../src/components/artifact/artifacts-in.ts';
import type { MessagePart } from '../../src/protocol/chat-message.ts';
import { answer } from './chat-samples.ts';

const drafts = ['# A *first* draft', '# A *second* draft'];

describe('an artifact', () => {
  it('shows its newest version, and the ones before it', async () => {
    render(<Artifact title="A letter" versions={drafts} />);
    expect(screen.getByRole('region', { name: 'A letter' })).toBeVisible();
    expect(screen.getByText('second')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Previous version' }));
    expect(screen.getByText('first')).toBeVisible();
    expect(screen.getByText('1/2')).toBeVisible();
  });

  it('goes on to a new version, unless its reader looks at an old one', async () => {
    const { rerender } = render(<Artifact title="A letter" versions={drafts} />);
    const third = [...drafts, '# A *third* draft'];
    rerender(<Artifact title="A letter" versions={third} />);
    expect(screen.getByText('third')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Previous version' }));
    rerender(<Artifact title="A letter" versions={[...third, '# A *fourth* draft']} />);
    expect(screen.getByText('second')).toBeVisible();
  });

  it('shows how a version differs from the one before', async () => {
    const { container } = render(<Artifact title="A letter" versions={drafts} />);
    await userEvent.click(screen.getByRole('button', { name: 'Show changes' }));
    expect(await screen.findByText('first')).toBe(container.querySelector('del'));
    expect(screen.getByText('second')).toBe(container.querySelector('ins'));
  });

  it('is code in a language, and text without versions is the one there is', () => {
    const { container } = render(
      <Artifact title="sort.py" language="python">
        print(1)
      </Artifact>,
    );
    expect(container.querySelector('.rv-code-block')).toHaveAttribute('data-language', 'python');
    expect(screen.queryByRole('button', { name: 'Show changes' })).toBeNull();
  });

  it.each([
    ['A letter: to you', undefined, 'A-letter-to-you.md'],
    ['sort.py', 'python', 'sort.py'],
    ['Sorting', 'python', 'Sorting.py'],
    ['../..', undefined, 'document.md'],
  ])('saves “%s” (%s) as %s', (title, language, name) => {
    render(<Artifact title={title} language={language} versions={['a']} />);
    expect(screen.getByRole('button', { name: 'Download' })).toHaveAttribute(
      'title',
      `Save as ${name}`,
    );
  });

  it('is closed by whoever opened it', async () => {
    const close = vi.fn<() => void>();
    render(<Artifact title="A letter" versions={drafts} onClose={close} />);
    await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(close).toHaveBeenCalledTimes(1);
  });
});

const written = (id: string, text: string, title?: string): MessagePart => ({
  type: 'data-artifact',
  data: { id, text, title },
});

describe('the artifacts of messages', () => {
  it('are collected with their versions', () => {
    const messages = [
      answer([written('a', 'one', 'A letter'), written('b', 'x')]),
      answer([written('a', 'two'), { type: 'data-artifact', data: null }]),
    ];
    expect(artifactsIn(messages)).toEqual([
      { id: 'a', title: 'A letter', versions: [{ text: 'one' }, { text: 'two' }] },
      { id: 'b', title: 'b', versions: [{ text: 'x' }] },
    ]);
  });

  it('are read from what the host says, such as the input of a tool as far as it has come', () => {
    const call: MessagePart = {
      type: 'tool-write',
      toolCallId: 'c',
      state: 'input-streaming',
      input: { text: 'Dear' },
    };
    const found = artifactsIn([answer([call])], (part) =>
      part.type === 'tool-write' && 'input' in part
        ? { id: 'letter', ...(part.input as { text: string }) }
        : undefined,
    );
    expect(found).toEqual([{ id: 'letter', title: 'letter', versions: [{ text: 'Dear' }] }]);
  });
});

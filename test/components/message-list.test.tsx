import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { MessageList } from '../../src/components/messages/message-list.tsx';
import { renderCounts } from '../../src/testing/render-counts.tsx';
import { answer, growing, question } from './chat-samples.ts';

describe('MessageList', () => {
  it('is a log that leaves speaking to its live region', () => {
    render(<MessageList messages={[question('Why?')]} />);
    expect(screen.getByRole('log', { name: 'Messages' })).toHaveAttribute('aria-live', 'off');
    expect(screen.getAllByRole('listitem')).toHaveLength(1);
  });

  it('shows what an app gives while there are no messages', () => {
    const { rerender } = render(<MessageList messages={[]} emptyState={<p>Nothing yet</p>} />);
    expect(screen.getByText('Nothing yet')).toBeInTheDocument();
    rerender(<MessageList messages={[question('Why?')]} emptyState={<p>Nothing yet</p>} />);
    expect(screen.queryByText('Nothing yet')).toBeNull();
  });

  it('stands in for an answer that has not begun', () => {
    const { container, rerender } = render(
      <MessageList messages={[question('Why?')]} status="submitted" />,
    );
    expect(container.querySelector('.rv-typing')).not.toBeNull();
    rerender(<MessageList messages={[question('Why?'), growing('Be')]} status="streaming" />);
    expect(container.querySelector('.rv-typing')).toBeNull();
  });

  it('offers to regenerate the last answer only', () => {
    const messages = [
      question('1'),
      answer('one'),
      question('2', 'q2'),
      answer('two', { id: 'a2' }),
    ];
    render(<MessageList messages={messages} onRegenerate={() => undefined} />);
    expect(screen.getAllByRole('button', { name: 'Regenerate' })).toHaveLength(1);
  });

  it('does not render a finished message again while another one grows', () => {
    const counts = renderCounts();
    const old = [question('Why?', 'q0'), answer('Because.', { id: 'a0' }), question('And?')];
    const components = {
      p: ({ children }: { children?: React.ReactNode }) => {
        counts.mark(JSON.stringify(children));
        return <p>{children}</p>;
      },
    };
    const markdown = { components };
    const show = (text: string) => (
      <MessageList
        messages={text ? [...old, growing(text)] : old}
        status="streaming"
        markdown={markdown}
      />
    );
    const { rerender } = render(show('A'));
    counts.clear();
    for (const text of ['A b', 'A b c', 'A b c d']) rerender(show(text));
    expect(counts.of('["Because."]')).toBe(0);
    expect(counts.of('["A b c d"]')).toBeGreaterThan(0);
  });

  it('lets an app render messages its own way', () => {
    render(
      <MessageList messages={[question('Why?')]} renderMessage={({ role }) => <i>{role}</i>} />,
    );
    expect(screen.getByText('user')).toBeInTheDocument();
  });
});

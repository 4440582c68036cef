import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { noMetrics } from '../../src/chat/state/chat-metrics.ts';
import { useStreamingChat } from '../../src/chat/react/use-streaming-chat.ts';
import { Chat } from '../../src/components/chat.tsx';
import { MessageList } from '../../src/components/messages/message-list.tsx';
import { Message } from '../../src/components/messages/message.tsx';
import { StreamMeter } from '../../src/components/notices/stream-meter.tsx';
import { renderCounts } from '../../src/testing/render-counts.tsx';
import { scriptedTransport } from '../../src/testing/scripted-transport.ts';
import { answer, question } from './chat-samples.ts';

const german = { retry: 'Nochmal', truncated: 'Verbindung weg.', you: 'Du', locale: 'de' };

describe('labels', () => {
  it('reach the parts inside a chat, without a provider', () => {
    const labels = { ...german, placeholder: 'Schreib etwas', emptyTitle: 'Was gibt es?' };
    const transport = scriptedTransport(['Hallo']);
    function App() {
      return <Chat chat={useStreamingChat({ transport })} labels={labels} />;
    }
    render(<App />);
    expect(screen.getByPlaceholderText('Schreib etwas')).toBeVisible();
    expect(screen.getByRole('heading', { name: 'Was gibt es?' })).toBeVisible();
  });

  it('leave in English what they do not name', () => {
    const message = answer('Halb', { end: 'truncated' });
    render(<Message message={message} labels={german} onRegenerate={() => undefined} />);
    expect(screen.getByText('Verbindung weg.')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Nochmal' })).toBeVisible();
    expect(screen.getByRole('button', { name: 'Copy message' })).toBeInTheDocument();
  });

  it('write figures in their own language', () => {
    const metrics = { ...noMetrics, isEstimated: false, outputTokens: 5120, tokensPerSecond: 9.5 };
    const labels = { locale: 'de', tokens: (count: string) => `${count} Token` };
    const { container } = render(<StreamMeter metrics={metrics} status="ready" labels={labels} />);
    expect(container).toHaveTextContent('9,5 tokens/s5.120 Token');
  });

  it('may be a literal: messages do not render again for it', () => {
    const counts = renderCounts();
    const components = {
      p: ({ children }: { children?: React.ReactNode }) => {
        counts.mark('p');
        return <p>{children}</p>;
      },
    };
    const markdown = { components };
    const messages = [question('Warum?'), answer('Darum.')];
    const show = (you: string) => (
      <MessageList messages={messages} markdown={markdown} labels={{ you }} />
    );
    const { rerender } = render(show('Du'));
    counts.clear();
    rerender(show('Du'));
    expect(counts.of('p')).toBe(0);
    rerender(show('Sie'));
    expect(screen.getByRole('article', { name: 'Sie' })).toBeVisible();
  });
});

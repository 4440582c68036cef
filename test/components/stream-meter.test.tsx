import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { ChatMetrics } from '../../src/chat/state/chat-metrics.ts';
import { noMetrics } from '../../src/chat/state/chat-metrics.ts';
import type { ChatStatus } from '../../src/chat/state/chat-state.ts';
import { StreamMeter } from '../../src/components/notices/stream-meter.tsx';

function meterText(metrics: Partial<ChatMetrics>, status: ChatStatus = 'submitted'): string {
  const { container } = render(
    <StreamMeter metrics={{ ...noMetrics, ...metrics }} status={status} />,
  );
  return [...container.querySelectorAll('span')].map((span) => span.textContent).join(' | ');
}

describe('StreamMeter', () => {
  it('says nothing before the first run', () => {
    expect(meterText({}, 'ready')).toBe('');
  });

  it('says the place in the queue', () => {
    expect(meterText({ queuePosition: 2, queueLength: 5 })).toBe('In the queue, place 2 of 5');
  });

  it('shows how much of the prompt is read', () => {
    const text = meterText({ queuePosition: 0, prefillProcessed: 512, prefillTotal: 2048 });
    expect(text).toBe('Reading the prompt, 512 of 2,048 tokens');
    expect(screen.getByRole('progressbar')).toHaveAttribute('max', '2048');
  });

  it('waits for the first token when the prompt is read', () => {
    expect(meterText({ prefillProcessed: 2048, prefillTotal: 2048 })).toBe(
      'Waiting for the first token',
    );
  });

  it('marks estimates', () => {
    const figures = { outputTokens: 210, tokensPerSecond: 84.4, timeToFirstTokenMs: 1432 };
    expect(meterText(figures, 'streaming')).toBe(
      '≈ 84 tokens/s | ≈ 210 tokens | first token 1.4 s',
    );
  });

  it('shows counted figures as they are, also of a run that was resumed', () => {
    const figures = {
      isEstimated: false,
      outputTokens: 5120,
      tokensPerSecond: 9.55,
      reconnects: 2,
    };
    expect(meterText(figures, 'ready')).toBe('9.6 tokens/s | 5,120 tokens | 2 reconnects');
  });
});

import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { Chat } from '../../src/components/chat.tsx';
import { de } from '../../src/labels/de.ts';
import { PipelineSteps } from '../../src/streams/pipeline-steps.tsx';
import { Progress } from '../../src/streams/progress.tsx';
import type { PipelineStep } from '../../src/streams/read-steps.ts';
import { useStreamingChat } from '../../src/chat/react/use-streaming-chat.ts';
import { scriptedTransport } from '../../src/testing/scripted-transport.ts';

const figures = (done: number) => ({ done, total: 100, label: 'Drawing' });

it('is read out at each quarter, and at nothing between them', () => {
  const { rerender } = render(<Progress progress={figures(0)} />);
  const told: string[] = [];
  for (let done = 0; done <= 100; done += 1) {
    rerender(<Progress progress={figures(done)} />);
    const text = screen.getByRole('status').textContent ?? '';
    if (text !== told.at(-1)) told.push(text);
  }
  expect(told).toEqual(['', ...[25, 50, 75, 100].map((percent) => `Drawing, ${percent}% done`)]);
});

it('says nothing of what was done before it was there, and begins anew with new work', () => {
  const { rerender } = render(<Progress progress={{ ratio: 0.8 }} />);
  expect(screen.getByRole('status')).toBeEmptyDOMElement();
  rerender(<Progress progress={{ ratio: 0.1 }} />);
  rerender(<Progress progress={{ ratio: 0.3 }} />);
  expect(screen.getByRole('status')).toHaveTextContent('Progress, 25% done');
});

it('is a progress bar with a name and a value, and has none while nobody knows', () => {
  const { rerender } = render(
    <Progress progress={{ ratio: 0.426, etaMs: 7300 }} label="Reading" />,
  );
  const bar = screen.getByRole('progressbar', { name: 'Reading' });
  expect(bar).toHaveAttribute('value', '42');
  expect(screen.getByText('about 8 sec left')).toBeInTheDocument();
  rerender(<Progress progress={{ done: 3 }} label="Reading" />);
  expect(bar).not.toHaveAttribute('value');
});

const step = (name: string, state: PipelineStep['state'], more: object = {}): PipelineStep => ({
  name,
  state,
  result: undefined,
  ms: undefined,
  error: undefined,
  ...more,
});

it('lists the steps with their states, and reads out those that have ended', () => {
  const { rerender } = render(
    <PipelineSteps steps={[step('clean', 'running'), step('sum', 'waiting')]} />,
  );
  expect(screen.getAllByRole('listitem').map((item) => item.dataset['state'])).toEqual([
    'running',
    'waiting',
  ]);
  rerender(
    <PipelineSteps
      steps={[
        step('clean', 'done', { ms: 1250, result: 7 }),
        step('sum', 'failed', { error: 'no model' }),
      ]}
      renderResult={({ result }) => <b>{String(result)}</b>}
    />,
  );
  expect(screen.getByRole('status')).toHaveTextContent('Step clean, done. Step sum, failed');
  expect(screen.getByText('done, 1.3 sec')).toBeInTheDocument();
  expect(screen.getByText('7')).toBeInTheDocument();
  expect(screen.getByText('no model')).toBeInTheDocument();
});

function PartsChat() {
  const chat = useStreamingChat({
    transport: scriptedTransport([
      { type: 'data-progress', id: 'p', data: { done: 1, total: 2, label: 'Lesen' } },
      { type: 'data-pipeline', id: 'q', data: { steps: [{ step: 'sauber', state: 'skipped' }] } },
    ]),
  });
  return (
    <>
      <button type="button" onClick={() => void chat.send('los')}>
        Fragen
      </button>
      <Chat
        chat={chat}
        parts={{ 'data-progress': Progress, 'data-pipeline': PipelineSteps }}
        labels={de}
      />
    </>
  );
}

it('stands for parts of a chat, in its language', async () => {
  const { container } = render(<PartsChat />);
  container.querySelector('button')?.click();
  const bar = await screen.findByRole('progressbar', { name: 'Lesen' }, { timeout: 30_000 });
  expect(bar).toHaveAttribute('value', '50');
  expect(await screen.findByText('übersprungen', {}, { timeout: 30_000 })).toBeInTheDocument();
  expect(container.querySelector('[message], [isstreaming]')).toBeNull();
});

import { act, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { offlineOutbox } from '../../src/chat/send/offline-outbox.ts';
import { useStreamingChat } from '../../src/chat/react/use-streaming-chat.ts';
import type { UseStreamingChatOptions } from '../../src/chat/react/use-streaming-chat.ts';
import { Chat } from '../../src/components/chat.tsx';
import { manualClock } from '../../src/testing/manual-clock.ts';
import type { Script } from '../../src/testing/script.ts';
import { scriptedTransport } from '../../src/testing/scripted-transport.ts';
import type { ScriptedTransportOptions } from '../../src/testing/scripted-transport.ts';

const forever = { wait: 1e9 };

/** Renders a chat whose server answers with one script after the other. */
function renderChat(
  scripts: readonly Script[],
  options: Omit<UseStreamingChatOptions, 'transport'> = {},
  server: ScriptedTransportOptions = {},
) {
  const transport = scriptedTransport((_request, index) => scripts[index] ?? [], server);
  function App() {
    return <Chat chat={useStreamingChat({ ...options, transport })} />;
  }
  render(<App />);
  return transport;
}

const field = () => screen.getByRole('textbox', { name: 'Message' });
const ask = (text: string) => userEvent.type(field(), `${text}{Enter}`);
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));

function goOffline(): () => void {
  const spy = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  act(() => void window.dispatchEvent(new Event('offline')));
  return () => {
    spy.mockReturnValue(true);
    act(() => void window.dispatchEvent(new Event('online')));
  };
}

afterEach(() => vi.restoreAllMocks());

describe('a chat that queues', () => {
  it('takes the next message while an answer streams, and sends it afterwards', async () => {
    const clock = manualClock();
    const transport = renderChat(
      [['One', { wait: 1000 }, '.'], ['Two.']],
      { whileStreaming: 'queue' },
      { clock },
    );
    await ask('First');
    await act(() => clock.advance(0));
    await userEvent.type(field(), 'Second');
    await press('Send');
    expect(field()).toHaveValue('');
    expect(field()).toHaveFocus();
    expect(await screen.findByText('Waits for the answer above')).toBeVisible();
    expect(transport.requests).toHaveLength(1);
    await act(() => clock.advance(1000));
    expect(await screen.findByText('Two.')).toBeVisible();
    expect(screen.queryByText('Waits for the answer above')).toBeNull();
  });

  it('gives a message that is taken out of the queue back to the composer', async () => {
    renderChat([['Half', forever]], { whileStreaming: 'queue' });
    await ask('First');
    await screen.findByText('Half');
    await ask('Second');
    await press('Remove');
    await waitFor(() => expect(field()).toHaveValue('Second'));
    expect(screen.queryByText('Waits for the answer above')).toBeNull();
    expect(screen.getByRole('textbox')).toHaveFocus();
  });

  it('keeps the stop button beside the send button', async () => {
    const transport = renderChat([['Half', forever]], { whileStreaming: 'queue' });
    await ask('First');
    await screen.findByText('Half');
    await userEvent.type(field(), 'Second');
    await press('Stop');
    expect(transport.cancels).toHaveLength(1);
    expect(field()).toHaveValue('Second');
  });
});

describe('a chat with an outbox', () => {
  it('shows what was sent offline, and sends it when the connection is back', async () => {
    const transport = renderChat([['Here.']], { outbox: offlineOutbox() });
    const goOnline = goOffline();
    await ask('Anyone?');
    expect(await screen.findByText('Waiting for the connection')).toBeVisible();
    expect(screen.queryByRole('heading')).toBeNull();
    expect(transport.requests).toHaveLength(0);
    goOnline();
    expect(await screen.findByText('Here.')).toBeVisible();
    expect(screen.queryByText('Waiting for the connection')).toBeNull();
    expect(screen.getAllByText('Anyone?')).toHaveLength(1);
  });

  it('forgets what is taken out, and sends at once what its user wants to try', async () => {
    const transport = renderChat([['Here.']], { outbox: offlineOutbox() });
    goOffline();
    await ask('Never mind');
    await screen.findByText('Waiting for the connection');
    await press('Remove');
    expect(screen.queryByText('Never mind')).toBeNull();
    await ask('Anyone?');
    await screen.findByText('Waiting for the connection');
    await press('Send now');
    expect(await screen.findByText('Here.')).toBeVisible();
    expect(transport.requests).toHaveLength(1);
  });
});

describe('Continue', () => {
  it('gets the rest of a cut answer from a server that still has it', async () => {
    const clock = manualClock();
    const transport = renderChat([['Half', { wait: 1000 }, ' and half.']], {}, { clock });
    const server = { ...transport };
    // The connection breaks after the first half, the run goes on.
    transport.send = async function* cut(request) {
      for await (const item of server.send(request)) {
        yield item;
        if (item.type === 'event' && item.event.type === 'text-delta') return;
      }
    };
    await ask('Hi');
    await screen.findByText('Connection lost – the answer is incomplete.');
    await press('Continue');
    await act(() => clock.advance(1000));
    expect(await screen.findByText('Half and half.')).toBeVisible();
    expect(transport.requests).toHaveLength(1);
    expect(transport.resumes).toHaveLength(1);
  });

  it('lets the model go on where the server has forgotten the answer', async () => {
    const transport = renderChat(
      [['Half', { cut: true }], [' and half.']],
      {},
      { keepsRuns: false },
    );
    await ask('Hi');
    await screen.findByText('Connection lost – the answer is incomplete.');
    await press('Continue');
    expect(await screen.findByText('Half and half.')).toBeVisible();
    expect(transport.requests.map(({ messageId }) => messageId)).toEqual([undefined, 'answer-1']);
  });

  it('goes on with an answer that its reader has stopped', async () => {
    const transport = renderChat([['Half', forever], [' and half.']]);
    await ask('Hi');
    await screen.findByText('Half');
    await press('Stop');
    await press('Continue');
    expect(await screen.findByText('Half and half.')).toBeVisible();
    expect(transport.resumes).toEqual([]);
  });

  it('has nothing to go on with before the first word', async () => {
    renderChat([[{ type: 'start' }, { cut: true }]]);
    await ask('Hi');
    await screen.findByText('Connection lost – the answer is incomplete.');
    expect(screen.queryByRole('button', { name: 'Continue' })).toBeNull();
  });
});

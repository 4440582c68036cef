import { act, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { useStreamingChat } from '../../src/chat/react/use-streaming-chat.ts';
import { Chat } from '../../src/components/chat.tsx';
import type { ChatProps } from '../../src/components/chat.tsx';
import { ChatError } from '../../src/protocol/chat-error.ts';
import { scriptedTransport } from '../../src/testing/scripted-transport.ts';
import type { Script } from '../../src/testing/script.ts';

const forever = { wait: 1e9 };

/** Renders a chat whose server answers with one script after the other. */
function renderChat(scripts: readonly Script[], props: Omit<ChatProps, 'chat'> = {}) {
  const transport = scriptedTransport((_request, index) => scripts[index] ?? []);
  function App() {
    return <Chat chat={useStreamingChat({ transport })} {...props} />;
  }
  return { transport, ...render(<App />) };
}

const field = () => screen.getByRole('textbox', { name: 'Message' });
const answerOf = () => screen.findByRole('article', { name: 'Assistant' });
const ask = (text: string) => userEvent.type(field(), `${text}{Enter}`);
const ended = (end: string) =>
  waitFor(async () => expect(await answerOf()).toHaveAttribute('data-end', end));

describe('Chat', () => {
  it('shows the question at once and the answer as it comes', async () => {
    renderChat([['Hello ', 'there', forever]]);
    await ask('Hi');
    expect(screen.getByRole('article', { name: 'You' })).toHaveTextContent('Hi');
    expect(await screen.findByText('Hello there')).toBeInTheDocument();
    expect(screen.getByRole('region', { name: 'Chat' })).toHaveAttribute(
      'data-status',
      'streaming',
    );
  });

  it('asks a suggestion and leaves the focus in the log', async () => {
    const { transport } = renderChat([['Yes.']], { suggestions: ['Is it fast?'] });
    await userEvent.click(screen.getByRole('button', { name: 'Is it fast?' }));
    await ended('complete');
    expect(transport.requests[0]?.messages[0]?.parts).toEqual([
      { type: 'text', text: 'Is it fast?' },
    ]);
    expect(screen.getByRole('textbox')).toHaveFocus();
    expect(screen.queryByRole('button', { name: 'Is it fast?' })).toBeNull();
  });

  it('stops with Escape, keeps the text and stops the server', async () => {
    const { transport } = renderChat([['Half an ', forever]]);
    await ask('Hi');
    await screen.findByText('Half an');
    await userEvent.keyboard('{Escape}');
    await ended('aborted');
    expect(await answerOf()).toHaveTextContent('Half an');
    expect(transport.cancels).toHaveLength(1);
    expect(field()).toHaveFocus();
  });

  it('stops with the stop button', async () => {
    renderChat([['Half an ', forever]]);
    await ask('Hi');
    await screen.findByText('Half an');
    await userEvent.click(screen.getByRole('button', { name: 'Stop' }));
    await ended('aborted');
    expect(screen.getByRole('button', { name: 'Send' })).toHaveFocus();
  });

  it('answers anew in the place of the old answer', async () => {
    const { transport } = renderChat([['First.'], ['Second.']]);
    await ask('Hi');
    await ended('complete');
    await userEvent.click(screen.getByRole('button', { name: 'Regenerate' }));
    expect(await screen.findByText('Second.')).toBeInTheDocument();
    expect(screen.queryByText('First.')).toBeNull();
    expect(transport.requests[1]?.trigger).toBe('regenerate-message');
    expect(screen.getByRole('textbox')).toHaveFocus();
  });

  it('replaces an edited question and what followed it, also during an answer', async () => {
    const { transport } = renderChat([['Half ', forever], ['Whole.']]);
    await ask('Hi');
    await screen.findByText('Half');
    await userEvent.click(screen.getByRole('button', { name: 'Edit message' }));
    const editor = await screen.findByRole('textbox', { name: 'Edit message' });
    await userEvent.clear(editor);
    await userEvent.type(editor, 'Hello{Enter}');
    expect(await screen.findByText('Whole.')).toBeInTheDocument();
    expect(screen.queryByText('Half')).toBeNull();
    expect(transport.cancels).toHaveLength(1);
    expect(screen.getByRole('article', { name: 'You' })).toHaveTextContent('Hello');
  });

  it('gives an edit back that the server refuses', async () => {
    renderChat([['One.'], [{ refuse: new ChatError('too-large', 'Too long.') }]]);
    await ask('Hi');
    await ended('complete');
    await userEvent.click(screen.getByRole('button', { name: 'Edit message' }));
    await userEvent.type(
      await screen.findByRole('textbox', { name: 'Edit message' }),
      ' there{Enter}',
    );
    await waitFor(() => expect(field()).toHaveValue('Hi there'));
    expect(screen.getByText('One.')).toBeInTheDocument();
  });

  it('gives a refused question back to the composer and says why', async () => {
    renderChat([[{ refuse: new ChatError('bad-request', 'The question is too long.') }]]);
    await ask('Hi');
    expect(await screen.findByRole('alert')).toHaveTextContent('The question is too long.');
    await waitFor(() => expect(field()).toHaveValue('Hi'));
    expect(screen.queryByRole('article')).toBeNull();
  });

  it('keeps a question that the server could not take, and retries it', async () => {
    renderChat([[{ refuse: new ChatError('overloaded', 'Full.') }], ['Now.']]);
    await ask('Hi');
    await screen.findByRole('alert');
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(await screen.findByText('Now.')).toBeInTheDocument();
    expect(screen.queryByRole('alert')).toBeNull();
    expect(screen.getAllByRole('article')).toHaveLength(2);
  });

  it('hides an error that was dismissed and shows the next one', async () => {
    const full = { refuse: new ChatError('overloaded', 'Full.') };
    renderChat([[full], [{ refuse: new ChatError('overloaded', 'Full again.') }]]);
    await ask('Hi');
    await userEvent.click(await screen.findByRole('button', { name: 'Dismiss' }));
    expect(screen.queryByRole('alert')).toBeNull();
    await ask('Hi');
    expect(await screen.findByRole('alert')).toHaveTextContent('Full again.');
  });

  it('tells a cut answer in its place, and nowhere else', async () => {
    renderChat([['Half', { cut: true }]]);
    await ask('Hi');
    await ended('truncated');
    expect(screen.getByText('Connection lost – the answer is incomplete.')).toBeInTheDocument();
    expect(screen.queryByRole('alert')).toBeNull();
    expect(screen.getAllByRole('button', { name: 'Retry' })).toHaveLength(1);
  });

  it('goes on with a stopped answer, and says so when the server will not', async () => {
    const refuse = new ChatError('bad-request', 'It cannot go on.');
    renderChat([['One ', forever], [{ refuse }], ['two.']]);
    await ask('Hi');
    await screen.findByText('One');
    await userEvent.click(screen.getByRole('button', { name: /Stop/ }));
    await ended('aborted');
    expect(screen.queryByRole('alert')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Continue' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('It cannot go on.');
    expect(screen.getByText('One')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Continue' }));
    expect(await screen.findByText('One two.')).toBeInTheDocument();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('shows the queue and then the figures', async () => {
    const queue = {
      type: 'data-queue',
      data: { position: 1, length: 2 },
      transient: true,
    } as const;
    renderChat([[queue, forever]]);
    await ask('Hi');
    expect(await screen.findByText('In the queue, place 1 of 2')).toBeInTheDocument();
  });

  it('leaves nothing behind when it goes', async () => {
    const { transport, unmount } = renderChat([['Half', forever]]);
    await ask('Hi');
    await screen.findByText('Half');
    await act(async () => unmount());
    await waitFor(() => expect(transport.readers).toBe(0));
    expect(transport.cancels).toEqual([]);
  });
});

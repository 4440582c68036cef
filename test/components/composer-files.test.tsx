import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import type { SendResult } from '../../src/chat/state/send-result.ts';
import { useStreamingChat } from '../../src/chat/react/use-streaming-chat.ts';
import { Chat, type ChatProps } from '../../src/components/chat.tsx';
import { Composer, type ComposerProps } from '../../src/components/composer/composer.tsx';
import type { FilePart } from '../../src/protocol/chat-message.ts';
import { ChatError } from '../../src/protocol/chat-error.ts';
import { scriptedTransport } from '../../src/testing/scripted-transport.ts';

const note = (name = 'notes.txt', text = 'some notes') =>
  new File([text], name, { type: 'text/plain' });
const field = () => screen.getByRole('textbox', { name: 'Message' });
const remove = (name: string) => screen.findByRole('button', { name: `Remove ${name}` });

/** Pastes files into the message field. */
function paste(...files: readonly File[]): void {
  fireEvent.paste(field(), { clipboardData: { types: ['Files'], files } });
}

function openComposer(props: Partial<ComposerProps> = {}) {
  const accepted: SendResult = { accepted: true, messageId: 'm' };
  const onSend = vi.fn<ComposerProps['onSend']>(() => Promise.resolve(accepted));
  render(<Composer files onSend={onSend} {...props} />);
  return onSend;
}

function openChat(props: Partial<ChatProps> = {}) {
  const transport = scriptedTransport(['Fine.']);
  function App() {
    return <Chat chat={useStreamingChat({ transport })} {...props} />;
  }
  render(<App />);
  return transport;
}

describe('a composer with files', () => {
  it('sends what is pasted beside the text, in the order in which it came', async () => {
    const onSend = openComposer();
    paste(note('a.txt'));
    paste(note('b.txt'));
    await remove('b.txt');
    await userEvent.type(field(), 'Look{Enter}');
    expect(onSend.mock.calls[0]?.[0]).toMatchObject({
      text: 'Look',
      files: [{ name: 'a.txt' }, { name: 'b.txt' }],
    });
    expect(screen.queryByRole('list', { name: 'Attached files' })).toBeNull();
  });

  it('sends files without a word', async () => {
    const onSend = openComposer();
    paste(note());
    await remove('notes.txt');
    await userEvent.type(field(), '{Enter}');
    expect(onSend.mock.calls[0]?.[0]).toMatchObject({ text: '', files: [{ name: 'notes.txt' }] });
  });

  it('keeps what is within the limits and says why the rest is not', async () => {
    openComposer({ accept: 'text/*,.md', maxFiles: 2, maxBytes: 20 });
    const picture = new File(['x'], 'river.png', { type: 'image/png' });
    paste(picture, note('a.txt'), note('long.txt', 'x'.repeat(21)), note('b.txt'), note('c.txt'));
    await remove('b.txt');
    expect(screen.getAllByRole('listitem')).toHaveLength(2);
    const told = screen.getByText(/river\.png/);
    expect(told).toHaveRole('status');
    expect(told).toHaveTextContent('only text/*, .md');
    expect(told).toHaveTextContent('long.txt is too large: at most 20 bytes.');
    expect(told).toHaveTextContent('c.txt was not attached: at most 2 files.');
  });

  it('is removed by keyboard, and the focus goes to the next file, then to the field', async () => {
    openComposer();
    paste(note('a.txt'), note('b.txt'));
    (await remove('a.txt')).focus();
    await userEvent.keyboard('{Enter}');
    expect(await remove('b.txt')).toHaveFocus();
    expect(screen.queryByRole('button', { name: 'Remove a.txt' })).toBeNull();
    await userEvent.keyboard('{Enter}');
    expect(field()).toHaveFocus();
    expect(screen.getByText('Removed: b.txt')).toHaveRole('status');
  });

  it('gives text and files back when they are refused', async () => {
    const error = new ChatError('too-large', 'Too much.');
    openComposer({ onSend: () => Promise.resolve({ accepted: false, error, isUntold: true }) });
    paste(note());
    await remove('notes.txt');
    await userEvent.type(field(), 'Look{Enter}');
    await remove('notes.txt');
    expect(field()).toHaveValue('Look');
    expect(screen.getByRole('alert')).toHaveTextContent('Too much.');
  });

  it('leaves the words of a text that comes with a picture of itself alone', () => {
    openComposer();
    const types = ['text/plain', 'text/html', 'Files'];
    const isLeft = fireEvent.paste(field(), { clipboardData: { types, files: [note()] } });
    expect(isLeft).toBe(true);
  });

  it('offers no files unless it is told to', () => {
    openComposer({ files: false });
    expect(screen.queryByRole('button', { name: 'Attach files' })).toBeNull();
    expect(fireEvent.paste(field(), { clipboardData: { types: ['Files'], files: [note()] } })).toBe(
      true,
    );
  });

  it('attaches what was chosen, and the same file once more', async () => {
    openComposer();
    const input = document.querySelector<HTMLInputElement>('input[type="file"]')!;
    await userEvent.upload(input, note());
    await remove('notes.txt');
    await userEvent.upload(input, note());
    await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(2));
  });
});

/** Uploads that end when the test says so. */
function uploads() {
  const begun: {
    signal: AbortSignal;
    onProgress: (share: number) => void;
    done: () => void;
    fail: () => void;
  }[] = [];
  const upload = (file: File, signal: AbortSignal, onProgress: (share: number) => void) =>
    new Promise<FilePart>((resolve, reject) => {
      const url = `https://files.example/${file.name}`;
      const part = { type: 'file', mediaType: file.type, filename: file.name, url } as const;
      const fail = () => reject(new Error('The shelf is full.'));
      begun.push({ signal, onProgress, done: () => resolve(part), fail });
    });
  return { begun, upload };
}

describe('an upload', () => {
  it('shows how far it is, and is aborted when its file is removed', async () => {
    const { begun, upload } = uploads();
    openComposer({ upload });
    paste(note());
    const bar = await screen.findByRole('progressbar', { name: 'Uploading notes.txt' });
    act(() => begun[0]?.onProgress(0.4));
    expect(bar).toHaveAttribute('value', '0.4');
    await userEvent.click(await remove('notes.txt'));
    expect(begun[0]?.signal.aborted).toBe(true);
  });

  it('that failed is told, keeps the message from being sent, and is tried again', async () => {
    const { begun, upload } = uploads();
    const onSend = openComposer({ upload });
    paste(note());
    await screen.findByRole('progressbar');
    await act(async () => begun[0]?.fail());
    expect(screen.getByText('notes.txt was not uploaded: The shelf is full.')).toHaveRole('status');
    await userEvent.type(field(), 'Look{Enter}');
    expect(onSend).not.toHaveBeenCalled();
    expect(screen.getByText(/Retry or remove the files/)).toHaveRole('status');
    await userEvent.click(screen.getByRole('button', { name: 'Retry notes.txt' }));
    expect(begun).toHaveLength(2);
    expect(await remove('notes.txt')).toHaveFocus();
    await act(async () => begun[1]?.done());
    await userEvent.type(field(), '{Enter}');
    const files = [{ url: 'https://files.example/notes.txt' }];
    expect(onSend.mock.calls[0]?.[0]).toMatchObject({ text: 'Look', files });
  });

  it('is waited for by what was sent meanwhile', async () => {
    const { begun, upload } = uploads();
    const onSend = openComposer({ upload });
    paste(note());
    await screen.findByRole('progressbar');
    await userEvent.type(field(), 'Look{Enter}');
    expect(onSend).not.toHaveBeenCalled();
    expect(screen.getByText('Sends as soon as its files are uploaded.')).toBeVisible();
    await act(async () => begun[0]?.done());
    await waitFor(() => expect(onSend).toHaveBeenCalledOnce());
  });
});

describe('a chat', () => {
  it('sends files as data, with their name and type', async () => {
    const transport = openChat();
    paste(note());
    await remove('notes.txt');
    await userEvent.type(field(), 'Look{Enter}');
    await waitFor(() => expect(transport.requests).toHaveLength(1));
    expect(transport.requests[0]?.messages.at(-1)?.parts).toEqual([
      {
        type: 'file',
        mediaType: 'text/plain',
        filename: 'notes.txt',
        url: `data:text/plain;base64,${btoa('some notes')}`,
      },
      { type: 'text', text: 'Look' },
    ]);
  });

  it('takes none where they are switched off', () => {
    openChat({ files: false });
    expect(screen.queryByRole('button', { name: 'Attach files' })).toBeNull();
  });
});

it('keeps the files of a question whose words are edited', async () => {
  const transport = openChat();
  paste(note());
  await remove('notes.txt');
  await userEvent.type(field(), 'Look{Enter}');
  await screen.findByText('Fine.');
  await userEvent.click(screen.getByRole('button', { name: 'Edit message' }));
  await screen.findByRole('textbox', { name: 'Edit message' });
  await userEvent.keyboard(' again{Enter}');
  await waitFor(() => expect(transport.requests).toHaveLength(2));
  expect(transport.requests[1]?.messages[0]?.parts).toMatchObject([
    { type: 'file', filename: 'notes.txt' },
    { type: 'text', text: 'Look again' },
  ]);
});

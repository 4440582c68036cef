import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { useStreamingChat } from '../../src/chat/react/use-streaming-chat.ts';
import type { ChatStorage } from '../../src/chat/storage/chat-storage.ts';
import { localChatStorage } from '../../src/chat/storage/web-chat-storage.ts';
import { Chat, type ChatProps } from '../../src/components/chat.tsx';
import { scriptedTransport } from '../../src/testing/scripted-transport.ts';

const transport = scriptedTransport(['Fine.']);
interface AppProps extends Omit<ChatProps, 'chat'> {
  readonly id?: string;
  readonly storage?: ChatStorage | undefined;
}
function App({ id = 'a', storage = localChatStorage(), ...rest }: AppProps) {
  return <Chat chat={useStreamingChat({ id, transport, storage })} {...rest} />;
}
const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' });

beforeEach(() => localStorage.clear());
afterEach(() => localStorage.clear());

describe('what is typed and not yet sent', () => {
  it('outlives a reload, and goes when it is sent', async () => {
    const user = userEvent.setup();
    const first = render(<App />);
    await user.type(field(), 'half a thought');
    first.unmount();
    const second = render(<App />);
    await waitFor(() => expect(field()).toHaveValue('half a thought'));
    await user.type(field(), ', whole{Enter}');
    await waitFor(() => expect(localStorage.getItem('rivulet.draft:a')).toBeNull());
    second.unmount();
    render(<App />);
    await act(async () => {});
    expect(field()).toHaveValue('');
  });

  it('stays with its chat when another is opened', async () => {
    const user = userEvent.setup();
    const { rerender } = render(<App id="a" />);
    await user.type(field(), 'for a');
    rerender(<App id="b" />);
    await act(async () => {});
    expect(field()).toHaveValue('');
    await user.type(field(), 'for b');
    rerender(<App id="a" />);
    await waitFor(() => expect(field()).toHaveValue('for a'));
    rerender(<App id="b" />);
    await waitFor(() => expect(field()).toHaveValue('for b'));
  });

  it('goes with the chat', async () => {
    const user = userEvent.setup();
    render(<App />);
    await user.type(field(), 'secret');
    void localChatStorage().remove('a');
    expect(Object.keys(localStorage)).toEqual([]);
  });

  it('is not kept where the host does not want it, or its storage cannot', async () => {
    const user = userEvent.setup();
    const { drafts: _none, ...storage } = localChatStorage();
    const { rerender } = render(<App drafts={false} />);
    await user.type(field(), 'x');
    rerender(<App id="b" storage={storage} />);
    await user.type(field(), 'y');
    expect(Object.keys(localStorage)).toEqual([]);
  });

  it('is no reason to fail where the storage is forbidden', async () => {
    const drafts = {
      load: () => Promise.reject(new Error('denied')),
      save: () => Promise.reject(new Error('denied')),
    };
    render(<App storage={{ ...localChatStorage(), drafts }} />);
    await userEvent.type(field(), 'still there');
    expect(field()).toHaveValue('still there');
  });
});

// oxlint-disable react/no-unstable-nested-components, unicorn/consistent-function-scoping -- what a test puts in stands in it
import { render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useEffect, useState } from 'react';
import { expect, it, vi } from 'vitest';
import { Chat } from '../../src/components/chat.tsx';
import { Composer } from '../../src/components/composer/composer.tsx';
import { MessageList } from '../../src/components/messages/message-list.tsx';
import { MessageParts } from '../../src/components/messages/message-parts.tsx';
import { Message } from '../../src/components/messages/message.tsx';
import type { MessageProps } from '../../src/components/messages/message-props.ts';
import type { PartProps } from '../../src/components/messages/part-components.ts';
import { useStreamingChat } from '../../src/chat/react/use-streaming-chat.ts';
import type { ChatMessage, ToolPart } from '../../src/protocol/chat-message.ts';
import { scriptedTransport } from '../../src/testing/scripted-transport.ts';
import { answer } from './chat-samples.ts';

const call: ToolPart = {
  type: 'tool-weather',
  toolCallId: 'c',
  state: 'input-streaming',
  input: { city: 'Par' },
};

function Weather({ part }: PartProps<object, 'tool-weather'>) {
  return <p>Weather in {(part.input as { city?: string }).city}</p>;
}

it('shows a tool call by the component of its name, with the input as far as it has arrived', () => {
  render(<Message message={answer([call])} parts={{ 'tool-weather': Weather }} isStreaming />);
  expect(screen.getByText('Weather in Par')).toBeVisible();
});

it('shows a call itself while a component of the host throws on half of its input, and says so', () => {
  const reported = vi.spyOn(console, 'error').mockImplementation(() => {});
  const Strict = ({ part }: PartProps<object, 'tool-weather'>) => (
    <p>Weather in {(part.input as { place: { city: string } }).place.city}</p>
  );
  const show = (input: unknown) => (
    <Message
      message={answer([
        { ...call, input },
        { type: 'text', text: 'Well.' },
      ])}
      parts={{ 'tool-weather': Strict }}
      isStreaming
    />
  );
  const { rerender, container } = render(show({}));
  expect(container.querySelector('.rv-tool')).not.toBeNull();
  expect(screen.getByText('Well.')).toBeVisible();
  expect(reported).toHaveBeenCalled();
  rerender(show({ place: { city: 'Paris' } }));
  expect(screen.getByText('Weather in Paris')).toBeVisible();
  expect(container.querySelector('.rv-tool')).toBeNull();
});

it('shows its own tool call where the one of the host throws', () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  const ToolCall = () => {
    throw new TypeError('no such field');
  };
  const { container } = render(<Message message={answer([call])} components={{ ToolCall }} />);
  expect(container.querySelector('.rv-tool')).not.toBeNull();
});

it('finds the component of a tool that the protocol calls dynamic', () => {
  const dynamic: ToolPart = { ...call, type: 'dynamic-tool', toolName: 'weather' };
  render(<Message message={answer([dynamic])} parts={{ 'tool-weather': Weather }} />);
  expect(screen.getByText('Weather in Par')).toBeVisible();
});

it('keeps the component of a data part mounted while its data change', () => {
  let mounts = 0;
  function Plan({ part }: PartProps<object, 'data-plan'>) {
    useEffect(() => void (mounts += 1), []);
    return <p>{String(part.data)}</p>;
  }
  const plan = (data: string) => answer([{ type: 'data-plan', id: 'p', data }]);
  const parts = { 'data-plan': Plan };
  const { rerender } = render(<Message message={plan('look')} parts={parts} />);
  rerender(<Message message={plan('look, tell')} parts={parts} />);
  expect(screen.getByText('look, tell')).toBeVisible();
  expect(mounts).toBe(1);
});

it('gives a component what the kit shows, and shows nothing for null', () => {
  const message = answer([
    { type: 'reasoning', text: 'Hm.', state: 'done' },
    { type: 'text', text: 'Well.', state: 'done' },
  ]);
  const Framed = ({ children }: PartProps) => <div data-testid="frame">{children}</div>;
  render(<MessageParts message={message} parts={{ reasoning: null, text: Framed }} />);
  expect(within(screen.getByTestId('frame')).getByText('Well.')).toBeVisible();
  expect(screen.queryByText('Thoughts')).toBeNull();
});

it('takes no component from the prototype of an object', () => {
  const odd = { type: 'constructor', data: 1 } as never;
  const { container } = render(<MessageParts message={answer([odd])} parts={{}} />);
  expect(container.textContent).toBe('');
});

it('puts actions of the host under each message, as a node or by the message', () => {
  const messages: ChatMessage[] = [
    { id: 'u', role: 'user', parts: [{ type: 'text', text: 'Hi' }] },
    { ...answer('Hello.'), id: 'a' },
  ];
  const { rerender } = render(<MessageList messages={messages} messageActions={<i>Share</i>} />);
  expect(screen.getAllByText('Share')).toHaveLength(2);
  rerender(
    <MessageList
      messages={messages}
      messageActions={({ id, role }) => role === 'assistant' && <i>Share {id}</i>}
    />,
  );
  expect(screen.getByText('Share a')).toBeVisible();
  expect(screen.queryByText('Share u')).toBeNull();
});

it('renders no message anew for actions that are another function at each render', () => {
  const shown = vi.fn<() => void>();
  function Text() {
    shown();
    return null;
  }
  const messages = [answer('Hello.')];
  const parts = { text: Text };
  const { rerender } = render(
    <MessageList messages={messages} parts={parts} messageActions={() => <i>One</i>} />,
  );
  const before = shown.mock.calls.length;
  rerender(<MessageList messages={messages} parts={parts} messageActions={() => <i>Two</i>} />);
  expect(screen.getByText('Two')).toBeVisible();
  expect(shown).toHaveBeenCalledTimes(before);
});

it('puts a component of the host in the place of a message, which may render the kit’s', () => {
  const Own = (props: MessageProps) => (
    <div data-testid="own">
      <Message {...props} />
    </div>
  );
  render(<MessageList messages={[answer('Hello.')]} components={{ Message: Own }} />);
  expect(within(screen.getByTestId('own')).getByText('Hello.')).toBeVisible();
});

it('shows no figures without a meter', () => {
  const message = answer('Hello.', { metadata: { usage: { outputTokens: 9 } } });
  const { rerender } = render(<MessageList messages={[message]} />);
  expect(screen.getByText('9 tokens')).toBeVisible();
  rerender(<MessageList messages={[message]} meter={false} />);
  expect(screen.queryByText('9 tokens')).toBeNull();
});

function SlottedChat() {
  const [transport] = useState(() => scriptedTransport([]));
  const chat = useStreamingChat({ transport });
  return (
    <Chat
      chat={chat}
      header={<p>Above</p>}
      footer={<p>Below</p>}
      meter={false}
      composerTools={({ text, setText }) => (
        <button type="button" onClick={() => setText(`${text}/help`)}>
          Commands
        </button>
      )}
      components={{ EmptyState: () => <p>Nothing yet</p> }}
    />
  );
}

it('has places for the host above, below and beside the field, whose tools write into it', async () => {
  const { container } = render(<SlottedChat />);
  for (const words of ['Above', 'Below', 'Nothing yet'])
    expect(screen.getByText(words)).toBeVisible();
  expect(container.querySelector('.rv-meter')).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Commands' }));
  expect(screen.getByRole('textbox')).toHaveValue('/help');
  expect(screen.getByRole('textbox')).toHaveFocus();
});

it('takes tools of the composer as a node, too', () => {
  render(<Composer onSend={() => undefined} tools={<button type="button">Attach</button>} />);
  expect(screen.getByRole('button', { name: 'Attach' })).toBeVisible();
});

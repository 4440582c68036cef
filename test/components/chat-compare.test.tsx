import { render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { expect, it, vi } from 'vitest';
import { ChatError } from '../../src/protocol/chat-error.ts';
import { useStreamingChat } from '../../src/chat/react/use-streaming-chat.ts';
import { ChatCompare, type ChatCompareProps } from '../../src/components/chat-compare.tsx';
import { scriptedTransport } from '../../src/testing/scripted-transport.ts';
import type { Script } from '../../src/testing/script.ts';

const forever = { wait: 1e9 } as const;

function useChat(script: Script) {
  const [transport] = useState(() => scriptedTransport(script));
  return useStreamingChat({ transport });
}

function Compared({
  scripts: [one = [], two = []],
  ...rest
}: Omit<ChatCompareProps, 'chats'> & { readonly scripts: readonly Script[] }) {
  const chats = [
    { name: 'One', chat: useChat(one) },
    { name: 'Two', chat: useChat(two) },
  ];
  return <ChatCompare chats={chats} {...rest} />;
}

const ask = () => userEvent.type(screen.getByRole('textbox'), 'Which river?{Enter}');
const side = (name: string) => within(screen.getByRole('region', { name }));

it('asks each once, and shows each answer in its own place', async () => {
  render(<Compared scripts={[['The Nile.'], ['The Danube.']]} />);
  await ask();
  expect(await side('One').findByText('The Nile.')).toBeVisible();
  expect(await side('Two').findByText('The Danube.')).toBeVisible();
  expect(screen.getAllByText('Which river?')).toHaveLength(2);
  expect(screen.getByRole('textbox')).toHaveValue('');
});

it('stops all by one button', async () => {
  render(
    <Compared
      scripts={[
        ['The Nile', forever],
        ['The Danube', forever],
      ]}
    />,
  );
  await ask();
  await side('One').findByText('The Nile');
  await side('Two').findByText('The Danube');
  await userEvent.click(screen.getByRole('button', { name: 'Stop' }));
  expect(await screen.findAllByText('Stopped')).toHaveLength(2);
});

it('goes on with one, and stops the others', async () => {
  const onChoose = vi.fn<NonNullable<ChatCompareProps['onChoose']>>();
  render(<Compared scripts={[['The Nile.'], ['The Danube', forever]]} onChoose={onChoose} />);
  expect(screen.queryByRole('button', { name: 'Go on with One' })).not.toBeInTheDocument();
  await ask();
  await side('One').findByText('The Nile.');
  await side('Two').findByText('The Danube');
  await userEvent.click(screen.getByRole('button', { name: 'Go on with One' }));
  expect(onChoose).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ name: 'One' }));
  expect(await side('Two').findByText('Stopped')).toBeVisible();
});

it('tells what one alone refuses in its chat, and loses no answer of the other', async () => {
  const error = new ChatError('server', 'The model is asleep.');
  render(<Compared scripts={[[{ fail: error }], ['The Danube.']]} />);
  await ask();
  expect(await side('Two').findByText('The Danube.')).toBeVisible();
  expect(await side('One').findByRole('alert')).toBeVisible();
  expect(side('Two').queryByRole('alert')).not.toBeInTheDocument();
});

import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { useStreamingChat } from '../../src/chat/react/use-streaming-chat.ts';
import { Chat } from '../../src/components/chat.tsx';
import { scriptedTransport } from '../../src/testing/scripted-transport.ts';

function App({ transport }: { transport: ReturnType<typeof scriptedTransport> }) {
  const chat = useStreamingChat({ transport });
  return <Chat chat={chat} />;
}

it('offers the versions of an answer, by keyboard too, and keeps the focus where it was', async () => {
  const user = userEvent.setup();
  render(<App transport={scriptedTransport((_, index) => [`answer ${index}`])} />);
  await user.type(screen.getByRole('textbox'), 'Hi{Enter}');
  await screen.findByText('answer 0');
  expect(screen.queryByRole('group', { name: 'Versions' })).toBeNull();

  await user.click(await screen.findByRole('button', { name: 'Regenerate' }));
  await screen.findByText('answer 1');
  expect(await screen.findByLabelText('Version 2 of 2')).toBeVisible();

  screen.getByRole('button', { name: 'Previous version' }).focus();
  await user.keyboard('{Enter}');
  expect(screen.getByText('answer 0')).toBeVisible();
  expect(screen.queryByText('answer 1')).toBeNull();
  expect(screen.getByLabelText('Version 1 of 2')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Previous version' })).toHaveFocus();

  // At the end of the row the button stays, and does nothing.
  await user.keyboard('{Enter}');
  expect(screen.getByText('answer 0')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Next version' }));
  expect(screen.getByText('answer 1')).toBeVisible();
});

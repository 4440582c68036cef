import { cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { Room, useRoom, type RoomControls } from '../../src/rooms/index.ts';
import type { RoomOptions } from '../../src/rooms/index.ts';
import { twoPeople, type TwoPeopleOptions } from '../../src/testing/index.ts';
import { eventually } from '../eventually.ts';
import { frames } from './room-server.ts';

const stores = new Map<string, RoomControls>();

function Side({ options }: { readonly options: RoomOptions }) {
  const room = useRoom(options);
  stores.set(options.name ?? '', room.store);
  return <Room room={room} aria-label={options.name} />;
}

function side(name: string) {
  return within(screen.getByRole('region', { name }));
}

function show(options: TwoPeopleOptions = {}) {
  const people = twoPeople({ frames, ...options });
  render(
    <>
      <Side options={people.one} />
      <Side options={people.other} />
    </>,
  );
  const [one, other] = options.names ?? ['Ann', 'Bob'];
  return { ann: side(one), bob: side(other), people };
}

afterEach(cleanup);

describe('Room', () => {
  it('shows both who is there, who types and what is said', async () => {
    const { ann, bob } = show();
    const user = userEvent.setup();
    await user.type(await ann.findByRole('textbox'), 'Hello');
    await bob.findByText('Ann is typing …');
    await user.keyboard('{Enter}');
    await bob.findByText('Hello');
    await eventually(() => expect(bob.queryByText('Ann is typing …')).toBeNull());
    const members = within(bob.getByRole('list', { name: 'In this room' }));
    expect(members.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      expect.stringContaining('Ann'),
      expect.stringContaining('Bob (you)'),
    ]);
  });

  it('lets one react, take back, and as a moderator mute', async () => {
    const { ann, bob } = show();
    const user = userEvent.setup();
    await user.type(await ann.findByRole('textbox'), 'Hello{Enter}');
    await user.click(await bob.findByRole('button', { name: 'React with 👍 (0)' }));
    await ann.findByRole('button', { name: 'React with 👍 (1)' });
    expect(bob.queryByRole('button', { name: 'Take back' })).toBeNull();
    await user.click(ann.getByRole('button', { name: 'Take back' }));
    await bob.findByText('This message was taken back.');
    expect(bob.queryByRole('button', { name: 'Mute Ann' })).toBeNull();
    await user.click(ann.getByRole('button', { name: 'Mute Bob' }));
    await bob.findByText('You may read here, not write.');
    expect(bob.queryByRole('textbox')).toBeNull();
  });

  it('shows a name and an avatar as text, whatever stands in them', async () => {
    const name = '<b onclick=alert(1)>Ann</b>';
    const { bob } = show({ names: [name, 'Bob'] });
    const [shown] = await bob.findAllByText(name);
    expect(shown?.querySelector('b')).toBeNull();
    expect(document.querySelector('img')).toBeNull();
  });

  it('puts a message that was refused back into the field, before what stands there', async () => {
    const { ann, bob } = show({ rooms: { limits: { maxCharacters: 10 } } });
    const user = userEvent.setup();
    await user.type(await ann.findByRole('textbox'), 'far too long{Enter}');
    const edit = await ann.findByRole('button', { name: 'Edit message' });
    await user.type(ann.getByRole('textbox'), 'next');
    // By the keyboard alone: it is one of the buttons of the message.
    edit.focus();
    await user.keyboard('{Enter}');
    const field = ann.getByRole('textbox');
    expect(field).toHaveValue('far too long\nnext');
    expect(field).toHaveFocus();
    expect(ann.queryByText(/Not sent/)).toBeNull();
    await user.clear(field);
    await user.type(field, 'short{Enter}');
    await bob.findByText('short');
    expect(bob.queryByText(/too long/)).toBeNull();
  });

  it('keeps what was shown of a room that is begun anew, says so once, and offers nothing there', async () => {
    const { ann, bob, people } = show();
    const user = userEvent.setup();
    await user.type(await ann.findByRole('textbox'), 'before{Enter}');
    await bob.findByText('before');
    await people.rooms.forget(people.one.room);
    const told = 'The server has begun this room anew. Only this page still has what is above.';
    await bob.findAllByText(told);
    await user.type(ann.getByRole('textbox'), 'after{Enter}');
    await bob.findByText('after');
    const [before, after] = bob.getAllByText(/^(before|after)$/);
    expect(before?.closest('.rv-room-message')?.querySelector('.rv-room-acts')).toBeNull();
    expect(after?.closest('.rv-room-message')?.querySelector('.rv-room-acts')).not.toBeNull();
    // Once to be seen, once to be heard.
    expect(bob.getAllByText(told)).toHaveLength(2);
    expect(
      within(bob.getAllByRole('status').find((one) => one.textContent?.includes(told))!),
    ).toBeTruthy();
  });

  it('reads out who comes, once and politely', async () => {
    const { ann, people } = show();
    await ann.findByRole('textbox');
    await eventually(() => expect(stores.get('Ann')?.getState().members).toHaveLength(2));
    render(<Side options={people.another('Cy')} />);
    await ann.findByText(/Cy joined$/, {}, { timeout: 30_000 });
  });
});

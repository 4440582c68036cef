import { useState } from 'react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { Room, useRoom } from 'rivulet/rooms';
import { twoPeople, type TwoPeople } from 'rivulet/testing';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { documents } from './documents.ts';

documents(Both, Room);

interface BothProps {
  /** How long a frame takes from one to the other, in milliseconds. */
  readonly delayMs: number;
}

/** The same room as two people see it. */
function Both({ delayMs }: BothProps) {
  const [people] = useState(() => twoPeople({ delayMs, models: [{ name: 'Ada', answer }] }));
  return (
    <div
      style={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: '2rem', blockSize: '36rem' }}
    >
      <Side people={people} side="one" />
      <Side people={people} side="other" />
    </div>
  );
}

function Side({ people, side }: { readonly people: TwoPeople; readonly side: 'one' | 'other' }) {
  const options = people[side];
  const room = useRoom(options);
  return <Room room={room} aria-label={options.name} />;
}

async function* answer() {
  for (const word of ['I ', 'read ', 'along, ', 'and ', 'answer ', '*both* ', 'of ', 'you.']) {
    yield word;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const meta = {
  title: 'Rooms/Room',
  component: Both,
  args: { delayMs: 0 },
} satisfies Meta<typeof Both>;

export default meta;

type Story = StoryObj<typeof meta>;

/** What one types, the other one sees coming; what he sends, both have. */
export const TwoPeopleTalk: Story = {
  play: async ({ canvas }) => {
    const ann = within(await canvas.findByRole('region', { name: 'Ann' }));
    const bob = within(await canvas.findByRole('region', { name: 'Bob' }));
    await userEvent.type(await ann.findByRole('textbox'), 'Hello Bob');
    await bob.findByText('Ann is typing …');
    await userEvent.keyboard('{Enter}');
    await bob.findByText('Hello Bob');
    await waitFor(() => expect(bob.queryByText('Ann is typing …')).toBeNull());
  },
};

/** A model is one of the members: it answers when it is named, and both read it. */
export const WithAModel: Story = {
  play: async ({ canvas }) => {
    const ann = within(await canvas.findByRole('region', { name: 'Ann' }));
    const bob = within(await canvas.findByRole('region', { name: 'Bob' }));
    await userEvent.type(await bob.findByRole('textbox'), '@Ada, are you there?{Enter}');
    await ann.findByText(/read along/);
    await bob.findByText(/read along/);
  },
};

/** On a slow line, what is sent stands there at once. */
export const SlowLine: Story = { args: { delayMs: 1500 } };

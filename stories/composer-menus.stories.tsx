import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import {
  Chat,
  ContextMeter,
  ModelPicker,
  type ComposerMenu,
  type ComposerMenuItem,
} from 'rivulet/components';
import { useStreamingChat } from 'rivulet/chat';
import { scriptedTransport, textScript } from 'rivulet/testing';
import './frame.css';
import { documents } from './documents.ts';
import * as samples from './samples.ts';

const people: ComposerMenu = {
  trigger: '@',
  label: 'People',
  items: [
    { label: 'Ada Lovelace', description: 'Wrote the first program' },
    { label: 'Alan Turing', description: 'Asked whether machines can think' },
    { label: 'Edith Clarke', description: 'Calculated power lines' },
    { label: 'Grace Hopper', description: 'Wrote the first compiler' },
  ],
};

const files = ['src/river.ts', 'src/source.ts', 'test/river.test.ts', 'README.md'];

/** Looks for files as a server would: later, and only what fits. */
const project: ComposerMenu = {
  trigger: '#',
  label: 'Files',
  items: async (query): Promise<ComposerMenuItem[]> => {
    await new Promise((resolve) => setTimeout(resolve, 150));
    return files.filter((file) => file.includes(query)).map((label) => ({ label }));
  },
};

const models = [
  { id: 'brook', name: 'Brook 1', group: 'On this machine' },
  { id: 'sea', name: 'Sea 3', group: 'In the cloud' },
  { id: 'sea-deep', name: 'Sea 3, thinking', group: 'In the cloud' },
];

interface WithMenusProps {
  readonly menus: readonly ComposerMenu[];
}

function WithMenus({ menus }: WithMenusProps) {
  const [model, setModel] = useState('brook');
  const chat = useStreamingChat({
    transport: scriptedTransport(textScript(samples.shortAnswer, { tokensPerSecond: 60 })),
    initialMessages: [samples.question('Who was it?'), samples.answer(samples.shortAnswer)],
  });
  const commands: ComposerMenu = {
    trigger: '/',
    label: 'Commands',
    items: [
      {
        label: 'new',
        description: 'Begins a new chat',
        keywords: ['clear', 'empty'],
        onSelect: () => chat.setMessages([]),
      },
      {
        label: 'summarize',
        description: 'Asks for a summary',
        insert: 'Summarize all of this in three sentences.',
      },
    ],
  };
  return (
    <div className="story-frame">
      <Chat
        chat={chat}
        menus={[...menus, commands]}
        composerTools={
          <>
            <ModelPicker models={models} value={model} onChange={setModel} />
            <ContextMeter used={43_500} size={128_000} cost={{ amount: 0.0231, currency: 'EUR' }} />
          </>
        }
      />
    </div>
  );
}
documents(WithMenus, Chat);

const meta = {
  title: 'Chat/Menus',
  component: WithMenus,
  args: { menus: [people, project] },
} satisfies Meta<typeof WithMenus>;
export default meta;
type Story = StoryObj<typeof meta>;

/** Names behind `@`: the arrows choose, Enter takes. */
export const Mentions: Story = {
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const field = canvas.getByRole('textbox');
    await waitFor(() => expect(canvasElement.querySelector('.rv-offers')).not.toBeNull());
    await userEvent.type(field, 'Was it @a');
    const list = within(await canvas.findByRole('listbox', { name: 'People' }));
    await userEvent.keyboard('{ArrowDown}');
    await expect(list.getByRole('option', { selected: true })).toHaveTextContent('Alan Turing');
  },
};

/** Commands behind `/`, at the beginning of a message: one writes a text, the other does something. */
export const Commands: Story = {
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const field = canvas.getByRole('textbox');
    await waitFor(() => expect(canvasElement.querySelector('.rv-offers')).not.toBeNull());
    await userEvent.type(field, '/sum{Enter}');
    await expect(field).toHaveValue('Summarize all of this in three sentences. ');
    await userEvent.clear(field);
    await userEvent.type(field, '/clear{Enter}');
    await canvas.findByRole('heading', { name: 'What would you like to know?' });
    await expect(field).toHaveValue('');
  },
};

/** What a server finds, shown when it has answered. */
export const FromAServer: Story = {
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await waitFor(() => expect(canvasElement.querySelector('.rv-offers')).not.toBeNull());
    await userEvent.type(canvas.getByRole('textbox'), 'Look at #river');
    const list = await canvas.findByRole('listbox', { name: 'Files' });
    await waitFor(() => expect(within(list).getAllByRole('option')).toHaveLength(2));
    await userEvent.keyboard('{Enter}');
    await expect(canvas.getByRole('textbox')).toHaveValue('Look at #src/river.ts ');
  },
};

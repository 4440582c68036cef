import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, within } from 'storybook/test';
import { ChatError } from 'rivulet/protocol';
import './frame.css';
import { de } from 'rivulet/labels/de';
import * as samples from './samples.ts';
import { ScriptedChat } from './scripted-chat.tsx';
import { untilEnd } from './until-end.ts';

const meta = {
  title: 'Chat/Labels',
  component: ScriptedChat,
  args: {
    ask: 'Was ist ein Strom?',
    labels: de,
    scripts: [['Ein Strom kommt in Stücken,', { cut: true }], [' eines nach dem anderen.']],
  },
  decorators: [(story) => <div lang="de">{story()}</div>],
} satisfies Meta<typeof ScriptedChat>;
export default meta;
type Story = StoryObj<typeof meta>;

const english = /[A-Za-z]*(?:Connection|Retry|Copy|Regenerate|Message|Send)\b/;

/** A chat that speaks German, down to the names that only a screen reader hears. */
export const German: Story = {
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const cut = await untilEnd(canvasElement, 'truncated');
    await expect(cut).toHaveTextContent('Verbindung verloren – die Antwort ist unvollständig.');
    const names = [...canvasElement.querySelectorAll('[aria-label], [title]')].map(
      (element) => element.getAttribute('aria-label') ?? element.getAttribute('title'),
    );
    await expect(names.filter((name) => name && english.test(name))).toEqual([]);
    await userEvent.click(canvas.getByRole('button', { name: 'Fortsetzen' }));
    await canvas.findByText('Ein Strom kommt in Stücken, eines nach dem anderen.');
  },
};

/** What the kit says of an error is translated; a server's own words are shown as they came. */
export const GermanError: Story = {
  args: {
    scripts: [
      [{ refuse: new ChatError('overloaded', 'The queue is full.', { retryAfterMs: 9000 }) }],
      [samples.shortAnswer],
    ],
  },
  play: async ({ canvasElement }) => {
    const alert = await within(canvasElement).findByRole('alert');
    await expect(alert).toHaveTextContent('The queue is full. Bitte 9 Sekunden warten.');
    await expect(within(alert).getByRole('button', { name: 'Erneut versuchen' })).toBeEnabled();
  },
};

import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import './frame.css';
import { ScriptedChat } from './scripted-chat.tsx';
import { untilEnd } from './until-end.ts';

const meta = {
  title: 'Chat/Branches',
  component: ScriptedChat,
  args: {
    ask: 'Name a river.',
    scripts: [['The Danube.'], ['The Nile.'], ['The Amazon.']],
  },
} satisfies Meta<typeof ScriptedChat>;
export default meta;
type Story = StoryObj<typeof meta>;

/** An answer that is made anew keeps the old one, a press away. */
export const Regenerated: Story = {
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await untilEnd(canvasElement, 'complete');
    await userEvent.click(canvas.getByRole('button', { name: 'Regenerate' }));
    await canvas.findByText('The Nile.');
    await expect(canvas.queryByText('The Danube.')).toBeNull();
    await expect(await canvas.findByLabelText('Version 2 of 2')).toBeVisible();
    await userEvent.click(canvas.getByRole('button', { name: 'Previous version' }));
    await expect(canvas.getByText('The Danube.')).toBeVisible();
    await expect(canvas.getByRole('button', { name: 'Previous version' })).toHaveFocus();
  },
};

/** A question that is changed keeps the old one, with what followed it. */
export const Edited: Story = {
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await untilEnd(canvasElement, 'complete');
    await userEvent.click(canvas.getByRole('button', { name: 'Edit message' }));
    await canvas.findByRole('textbox', { name: 'Edit message' });
    await userEvent.keyboard(' A long one.{Enter}');
    await canvas.findByText('The Nile.');
    await expect(canvas.getByText('Name a river. A long one.')).toBeVisible();
    const question = canvas.getByRole('article', { name: 'You' });
    const previous = await within(question).findByRole('button', { name: 'Previous version' });
    await userEvent.click(previous);
    await expect(canvas.getByText('Name a river.')).toBeVisible();
    await expect(canvas.getByText('The Danube.')).toBeVisible();
    await expect(canvas.queryByText('The Nile.')).toBeNull();
    // Everything fits: there is nowhere to jump to.
    await waitFor(() =>
      expect(canvas.queryByRole('button', { name: 'Jump to latest' })).toBeNull(),
    );
  },
};

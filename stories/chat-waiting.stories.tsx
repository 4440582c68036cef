import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { ChatError } from 'rivulet/protocol';
import { offlineOutbox } from 'rivulet/chat';
import './frame.css';
import * as samples from './samples.ts';
import { ScriptedChat, forever } from './scripted-chat.tsx';
import { untilEnd } from './until-end.ts';

const meta = {
  title: 'Chat/Waiting',
  component: ScriptedChat,
  args: { ask: 'What is a stream?', scripts: [['A stream begins well and', forever]] },
} satisfies Meta<typeof ScriptedChat>;
export default meta;
type Story = StoryObj<typeof meta>;

const failing = {
  options: { outbox: offlineOutbox() },
  scripts: [
    [{ refuse: new ChatError('network', 'The server did not answer.') }],
    [samples.shortAnswer],
  ],
};
const limited: Story['args'] = {
  scripts: [
    [samples.streamAnswer.slice(0, 60), { type: 'finish', finishReason: 'length' }],
    [samples.streamAnswer.slice(60)],
  ],
};

/** What is asked while an answer streams waits for it below, and can be taken back. */
export const Queue: Story = {
  args: {
    options: { whileStreaming: 'queue' },
    scripts: [['A stream begins well', { wait: 60_000 }, ' and ends well.']],
  },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await canvas.findByText(/begins well/);
    const field = canvas.getByRole('textbox');
    await userEvent.type(field, 'And a river?{Enter}And a lake?{Enter}');
    await waitFor(() => expect(canvas.getAllByText('Waits for the answer above')).toHaveLength(2));
    const [first] = canvas.getAllByRole('button', { name: 'Remove' });
    if (first) await userEvent.click(first);
    await waitFor(() => expect(canvas.getAllByText('Waits for the answer above')).toHaveLength(1));
    // Its text is back where it can be changed.
    await waitFor(() => expect(field).toHaveValue('And a river?'));
  },
};

/** Once the answer is whole the next question is asked by itself. */
export const QueueDrains: Story = {
  args: {
    options: { whileStreaming: 'queue' },
    scripts: [['A stream begins well', { wait: 1500 }, ' and ends well.'], [samples.shortAnswer]],
  },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await canvas.findByText(/begins well/);
    await userEvent.type(canvas.getByRole('textbox'), 'And then?');
    await expect(canvas.getByRole('button', { name: 'Stop' })).toBeEnabled();
    await userEvent.click(canvas.getByRole('button', { name: 'Send' }));
    await expect(await canvas.findByText('Waits for the answer above')).toBeVisible();
    await canvas.findByText(/arrives in pieces/, {}, { timeout: 5000 });
    await expect(canvas.queryByText('Waits for the answer above')).toBeNull();
    await expect(canvas.getAllByRole('article')).toHaveLength(4);
  },
};

/** What does not get through stays in the outbox, with the reason. */
export const OutboxFailed: Story = {
  args: failing,
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await expect(await canvas.findByRole('alert')).toHaveTextContent('The server did not answer.');
    await expect(canvas.getByRole('button', { name: 'Remove' })).toBeEnabled();
  },
};

/** One press sends it again, as the same question. */
export const OutboxSentAgain: Story = {
  args: failing,
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await userEvent.click(await canvas.findByRole('button', { name: 'Send now' }));
    await untilEnd(canvasElement, 'complete');
    await expect(canvas.queryByRole('alert')).toBeNull();
    await expect(canvas.getAllByText('What is a stream?')).toHaveLength(1);
  },
};

/** An answer that reached its length limit, and the way to go on with it. */
export const LengthLimit: Story = {
  args: limited,
  play: async ({ canvasElement }) => {
    const cut = await untilEnd(canvasElement, 'complete');
    await expect(cut).toHaveTextContent('The answer reached its length limit.');
    await expect(within(cut).getByRole('button', { name: 'Continue' })).toBeEnabled();
  },
};

/** It goes on in the same paragraph. */
export const ContinueAfterLength: Story = {
  args: limited,
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await userEvent.click(await canvas.findByRole('button', { name: 'Continue' }));
    await canvas.findByText(samples.streamAnswer);
    await expect(canvasElement.querySelectorAll('[data-role="assistant"] p')).toHaveLength(1);
  },
};

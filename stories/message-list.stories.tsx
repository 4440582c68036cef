import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, userEvent, waitFor, within } from 'storybook/test';
import { EmptyState, MessageList } from 'rivulet/components';
import './frame.css';
import * as samples from './samples.ts';

const meta = {
  title: 'MessageList',
  component: MessageList,
  args: { messages: [samples.question('Tell me all'), samples.answer(samples.longAnswer)] },
  decorators: [(story) => <div className="story-frame story-column">{story()}</div>],
} satisfies Meta<typeof MessageList>;
export default meta;
type Story = StoryObj<typeof meta>;

/** A long chat opens at its end; after a scroll up one press leads back. */
export const Long: Story = {
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const log = canvas.getByRole('log');
    const distance = () => log.scrollHeight - log.clientHeight - log.scrollTop;
    await waitFor(() => expect(distance()).toBeLessThanOrEqual(1));
    log.scrollTop = 0;
    await userEvent.click(await canvas.findByRole('button', { name: 'Jump to latest' }));
    await waitFor(() => expect(distance()).toBeLessThanOrEqual(1));
    await waitFor(() =>
      expect(canvas.queryByRole('button', { name: 'Jump to latest' })).toBeNull(),
    );
  },
};

export const Empty: Story = {
  args: { messages: [], emptyState: <EmptyState /> },
  play: async ({ canvasElement }) => {
    await within(canvasElement).findByRole('heading', { name: 'What would you like to know?' });
  },
};

/** The question is sent, the answer has not begun. */
export const Submitted: Story = {
  args: { messages: [samples.question('Anyone there?')], status: 'submitted' },
  play: async ({ canvasElement }) => {
    await expect(within(canvasElement).getByRole('log')).toHaveAttribute('aria-busy', 'true');
  },
};

/** An app's own way to show a message. */
export const OwnMessages: Story = {
  args: { renderMessage: fn((message) => <p>{message.role} wrote something</p>) },
  play: async ({ canvasElement }) => {
    await expect(within(canvasElement).getByText('assistant wrote something')).toBeVisible();
  },
};

/** A long chat with a model of a short memory: said once, where that begins. */
export const MemoryStart: Story = {
  args: {
    messages: [1, 2, 3, 4].flatMap((turn) => [
      samples.question(`Question ${turn}`, `q${turn}`),
      samples.answer(samples.shortAnswer, {
        id: `a${turn}`,
        metadata: { ...samples.metadata, droppedTurns: Math.max(0, turn - 2) },
      }),
    ]),
  },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const note = canvas.getByText('The model no longer sees the messages above.');
    await expect(note.nextElementSibling).toHaveTextContent('Question 3');
  },
};

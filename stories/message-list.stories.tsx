import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fireEvent, fn, userEvent, waitFor, within } from 'storybook/test';
import { useState } from 'react';
import { EmptyState, MessageList, type MessageListProps } from 'rivulet/components';
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
    await scrollToTop(log);
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

/** Many messages: the end first, the rest while the page is idle, each formatted when it comes near. */
export const Many: Story = {
  args: {
    messages: Array.from({ length: 100 }, (_, index) => [
      samples.question(`Question ${index + 1}`, `q${index}`),
      samples.answer(samples.shortAnswer, { id: `a${index}` }),
    ]).flat(),
  },
  play: async ({ canvasElement }) => {
    const log = within(canvasElement).getByRole('log');
    await waitFor(() => expect(log.querySelectorAll('[data-message-id]')).toHaveLength(200), {
      timeout: 30_000,
    });
    await scrollToTop(log);
    await waitFor(() =>
      expect(log.querySelector('[data-message-id="a0"] .rv-markdown')).not.toBeNull(),
    );
  },
};

/** Ctrl+F, or ⌘F, with the focus in the list: also in what is folded, with all places marked. */
export const Find: Story = {
  args: {
    messages: [
      samples.question('What is a stream?'),
      samples.answer([
        { type: 'reasoning', text: 'A stream is what flows. I say so.', state: 'done' },
        {
          type: 'text',
          text: 'A **stream** brings its pieces one after the other. Each stream ends.',
        },
      ]),
    ],
  },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    canvas.getByRole('log').focus();
    await userEvent.keyboard('{Control>}f{/Control}');
    const field = await canvas.findByRole('searchbox', { name: 'Find in this chat' });
    await userEvent.type(field, 'stream');
    await waitFor(() => expect(canvas.getByRole('search')).toHaveTextContent(/\d of 4/));
  },
};

/** A new question goes to the top of the view at once, and its answer grows below it. */
export const QuestionAtTheTop: Story = {
  args: { anchor: 'question' },
  render: (args) => <Asked {...args} />,
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await userEvent.click(canvas.getByRole('button', { name: 'Ask' }));
    const top = () => {
      const asked = canvasElement.querySelector('[data-message-id="asked"]');
      return (
        (asked?.getBoundingClientRect().top ?? NaN) -
        canvas.getByRole('log').getBoundingClientRect().top
      );
    };
    await waitFor(() => expect(top()).toBeGreaterThanOrEqual(0));
    await waitFor(() => expect(top()).toBeLessThan(40));
  },
};

function Asked({ messages, ...rest }: MessageListProps) {
  const [isAsked, setAsked] = useState(false);
  const asked = samples.question('And what comes next?', 'asked');
  return (
    <>
      <button type="button" onClick={() => setAsked(true)}>
        Ask
      </button>
      <MessageList
        {...rest}
        messages={isAsked ? [...messages, asked] : messages}
        status={isAsked ? 'submitted' : 'ready'}
      />
    </>
  );
}

/** Scrolls as a reader does, whose wheel is heard first: the end would otherwise be kept when rows grow in that moment. */
async function scrollToTop(log: HTMLElement): Promise<void> {
  await fireEvent.wheel(log, { deltaY: -1 });
  log.scrollTop = 0;
}

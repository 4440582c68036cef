import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { ChatError } from 'rivulet/protocol';
import { textScript } from 'rivulet/testing';
import './frame.css';
import * as samples from './samples.ts';
import { ScriptedChat, forever } from './scripted-chat.tsx';

const meta = {
  title: 'Chat',
  component: ScriptedChat,
  args: { ask: 'What is a stream?', scripts: [[samples.shortAnswer]] },
} satisfies Meta<typeof ScriptedChat>;
export default meta;
type Story = StoryObj<typeof meta>;

const suggestions = ['What is a stream?', 'Show me some code', 'How do I stop an answer?'];

/** Waits until the newest answer has ended in the given way. */
async function untilEnd(canvas: HTMLElement, end: string): Promise<HTMLElement> {
  return waitFor(() => {
    const answer = canvas.querySelector<HTMLElement>(`[data-role="assistant"][data-end="${end}"]`);
    if (!answer) throw new Error(`no answer has ended ${end} yet`);
    return answer;
  });
}

/** Before the first message: a title and questions to begin with. */
export const Empty: Story = {
  args: { suggestions },
  render: ({ ask: _none, ...args }) => <ScriptedChat {...args} />,
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await userEvent.click(canvas.getByRole('button', { name: 'Show me some code' }));
    await untilEnd(canvasElement, 'complete');
    await expect(canvas.getByText('Show me some code')).toBeVisible();
    await expect(canvas.getByRole('textbox')).toHaveFocus();
  },
};

/** The usual case: a short answer that has ended. */
export const ShortAnswer: Story = {
  play: async ({ canvasElement }) => {
    const answer = await untilEnd(canvasElement, 'complete');
    await expect(answer.querySelector('strong')).toHaveTextContent('stream');
    await expect(within(answer).getByRole('button', { name: 'Copy message' })).toBeInTheDocument();
  },
};

/** At 30 model tokens a second, caught in the middle. */
export const Slow: Story = {
  args: {
    scripts: [[...textScript(samples.shortAnswer, { tokensPerSecond: 30 }).slice(0, 12), forever]],
  },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await canvas.findByText(/arrives/);
    await expect(canvas.getByRole('button', { name: 'Stop' })).toBeEnabled();
    await expect(canvas.getByRole('article', { name: 'Assistant' })).toHaveAttribute(
      'aria-busy',
      'true',
    );
  },
};

/** A long answer at once: the list stays where it begins, with its question at the top. */
export const Fast: Story = {
  args: { scripts: [textScript(samples.longAnswer)] },
  play: async ({ canvasElement }) => {
    await untilEnd(canvasElement, 'complete');
    const log = within(canvasElement).getByRole('log');
    const [question] = within(log).getAllByRole('article', { name: 'You' });
    await waitFor(async () => {
      const below = question!.getBoundingClientRect().top - log.getBoundingClientRect().top;
      await expect(below).toBeGreaterThanOrEqual(0);
      await expect(below).toBeLessThan(60);
      await expect(log.scrollHeight - log.clientHeight - log.scrollTop).toBeGreaterThan(100);
    });
  },
};

/** The same where the host wants the end: the list follows to it. */
export const FastToTheEnd: Story = {
  args: { scripts: [textScript(samples.longAnswer)], anchor: 'end' },
  play: async ({ canvasElement }) => {
    await untilEnd(canvasElement, 'complete');
    const log = within(canvasElement).getByRole('log');
    await waitFor(() =>
      expect(log.scrollHeight - log.clientHeight - log.scrollTop).toBeLessThanOrEqual(1),
    );
  },
};

export const LongCode: Story = {
  args: { scripts: [[samples.longCode]] },
  play: async ({ canvasElement }) => {
    const answer = await untilEnd(canvasElement, 'complete');
    await expect(answer.querySelector('pre')).toHaveTextContent('const line59 = compute(59');
  },
};

/** The model stops with everything open: nothing raw shows, nothing breaks. */
export const UnclosedEverything: Story = {
  args: { scripts: [[samples.unclosedEverything, forever]] },
  play: async ({ canvasElement }) => {
    const answer = await within(canvasElement).findByRole('article', { name: 'Assistant' });
    await within(answer).findByText(/A heading that is/);
    // What shows raw HTML is loaded with the first of it.
    await waitFor(() => expect(answer).toHaveTextContent('const open = {'));
    await expect(answer).not.toHaveTextContent('```');
  },
};

/** Scripts, handlers, frames and foreign images in an answer do nothing. */
export const HostileHtml: Story = {
  args: { scripts: [[samples.hostileHtml]] },
  play: async ({ canvasElement }) => {
    const answer = await untilEnd(canvasElement, 'complete');
    await waitFor(() => expect(answer).toHaveTextContent('The text after it is still here.'));
    await expect(
      answer.querySelector('script, iframe, form, [onerror], [href^="javascript"]'),
    ).toBeNull();
    await expect(answer.querySelector('img[src*="tracker.example"]')).toBeNull();
    await expect(document.body.dataset['hacked']).toBeUndefined();
  },
};

/** The server fails in the middle: what came stays, and one press asks again. */
export const ErrorInMidStream: Story = {
  args: {
    scripts: [
      ['A stream begins well', { fail: new ChatError('server', 'The model ran out of memory.') }],
      [samples.shortAnswer],
    ],
  },
  play: async ({ canvasElement }) => {
    const answer = await untilEnd(canvasElement, 'error');
    await expect(answer).toHaveTextContent('A stream begins well');
    await expect(answer).toHaveTextContent('The model ran out of memory.');
    await userEvent.click(within(answer).getByRole('button', { name: 'Retry' }));
    await untilEnd(canvasElement, 'complete');
    await expect(within(canvasElement).queryByText('The model ran out of memory.')).toBeNull();
  },
};

/** The connection is gone for good: the answer is marked as incomplete. */
export const Truncated: Story = {
  args: { scripts: [['A stream begins well and', { cut: true }]] },
  play: async ({ canvasElement }) => {
    const answer = await untilEnd(canvasElement, 'truncated');
    await expect(answer).toHaveTextContent('Connection lost – the answer is incomplete.');
    await expect(within(answer).getByRole('button', { name: 'Retry' })).toBeEnabled();
  },
};

/** The server refuses what only the writer can change: the text is back in the composer. */
export const Refused: Story = {
  args: {
    ask: 'A question that is far too long',
    scripts: [
      [{ refuse: new ChatError('too-large', 'The question is longer than 2,048 tokens.') }],
    ],
  },
  render: ({ ask: _typed, ...args }) => <ScriptedChat {...args} />,
  play: async ({ canvasElement, args }) => {
    const canvas = within(canvasElement);
    await userEvent.type(canvas.getByRole('textbox'), `${args.ask}{Enter}`);
    await expect(await canvas.findByRole('alert')).toHaveTextContent('longer than 2,048 tokens');
    await waitFor(() => expect(canvas.getByRole('textbox')).toHaveValue(args.ask));
    await expect(canvas.queryByRole('button', { name: 'Retry' })).toBeNull();
  },
};

/** The server is full: the question stays in the list, and Retry asks it again. */
export const Overloaded: Story = {
  args: {
    scripts: [
      [{ refuse: new ChatError('overloaded', 'The queue is full.', { retryAfterMs: 5000 }) }],
      [samples.shortAnswer],
    ],
  },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const alert = await canvas.findByRole('alert');
    await expect(alert).toHaveTextContent('The server asks to wait 5 s.');
    await userEvent.click(within(alert).getByRole('button', { name: 'Retry' }));
    await untilEnd(canvasElement, 'complete');
    await expect(canvas.queryByRole('alert')).toBeNull();
  },
};

/** Escape stops the answer at once and keeps what has come. */
export const Aborted: Story = {
  args: { scripts: [['A stream begins well and', forever]] },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await canvas.findByText(/begins well/);
    await userEvent.click(canvas.getByRole('textbox'));
    await userEvent.keyboard('{Escape}');
    const answer = await untilEnd(canvasElement, 'aborted');
    await expect(answer).toHaveTextContent('A stream begins well and');
    await expect(within(answer).getByText('Stopped')).toBeVisible();
    await expect(canvas.getByRole('button', { name: 'Send' })).toBeInTheDocument();
  },
};

/** Other chats come first. */
export const InTheQueue: Story = {
  args: {
    scripts: [[{ type: 'data-queue', data: { position: 2, length: 5 }, transient: true }, forever]],
  },
  play: async ({ canvasElement }) => {
    await within(canvasElement).findByText('In the queue, place 2 of 5');
  },
};

/** The model reads the prompt. */
export const Prefill: Story = {
  args: {
    scripts: [
      [
        { type: 'data-prefill', data: { processed: 512, total: 2048, cached: 0 }, transient: true },
        forever,
      ],
    ],
  },
  play: async ({ canvasElement }) => {
    const progress = await within(canvasElement).findByRole('progressbar', { name: 'Prompt read' });
    await expect(progress).toHaveAttribute('value', '512');
  },
};

/** The line is lost; the transport tries again while the text stays. */
export const Reconnecting: Story = {
  args: { scripts: [['A stream begins well', { reconnect: 30_000 }]] },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await expect(await canvas.findAllByText(/^Connection lost/)).not.toEqual([]);
    await expect(canvas.getByRole('article', { name: 'Assistant' })).toHaveTextContent(
      'A stream begins well',
    );
  },
};

/** The model thinks before it answers; the thoughts stay folded. */
export const Reasoning: Story = {
  args: {
    scripts: [
      [
        { type: 'reasoning-start', id: 'r' },
        { type: 'reasoning-delta', id: 'r', delta: 'They ask about *streams*.' },
        { type: 'reasoning-end', id: 'r' },
        samples.shortAnswer,
      ],
    ],
  },
  play: async ({ canvasElement }) => {
    const answer = await untilEnd(canvasElement, 'complete');
    await userEvent.click(within(answer).getByText(/^Thought/));
    await within(answer).findByText(/They ask about/);
  },
};

/** Dark by attribute, whatever the system says. */
export const Dark: Story = {
  decorators: [
    (story) => (
      <div data-theme="dark" className="rv-theme story-dark">
        {story()}
      </div>
    ),
  ],
  play: async ({ canvasElement }) => {
    await untilEnd(canvasElement, 'complete');
    const chat = within(canvasElement).getByRole('region', { name: 'Chat' });
    await expect(getComputedStyle(chat).backgroundColor).toBe('rgb(15, 22, 25)');
    await expect(getComputedStyle(chat).colorScheme).toBe('dark');
  },
};

/** The narrowest screen: 320 CSS pixels, and nothing scrolls sideways. */
export const Narrow: Story = {
  args: { scripts: [[samples.longCode]] },
  decorators: [(story) => <div className="story-narrow">{story()}</div>],
  play: async ({ canvasElement }) => {
    await untilEnd(canvasElement, 'complete');
    const log = within(canvasElement).getByRole('log');
    await expect(log.scrollWidth).toBeLessThanOrEqual(log.clientWidth);
  },
};

export const RightToLeft: Story = {
  args: { ask: 'מה זה זרם?', scripts: [[samples.hebrewAnswer]] },
  decorators: [
    (story) => (
      <div dir="rtl" lang="he">
        {story()}
      </div>
    ),
  ],
  play: async ({ canvasElement }) => {
    const answer = await untilEnd(canvasElement, 'complete');
    const paragraph = answer.querySelector('p');
    await expect(paragraph && getComputedStyle(paragraph).direction).toBe('rtl');
  },
};

/** Another accent, another face: a few variables. */
export const CustomTheme: Story = {
  decorators: [
    (story) => (
      <div data-theme="light" className="rv-theme story-theme">
        {story()}
      </div>
    ),
  ],
  play: async ({ canvasElement }) => {
    await untilEnd(canvasElement, 'complete');
    const field = within(canvasElement).getByRole('textbox');
    await userEvent.type(field, 'next');
    const send = within(canvasElement).getByRole('button', { name: 'Send' });
    await waitFor(() => expect(getComputedStyle(send).backgroundColor).toBe('rgb(154, 52, 18)'));
  },
};

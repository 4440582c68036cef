import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, userEvent, within } from 'storybook/test';
import type { PartProps } from 'rivulet/components';
import type { Script } from 'rivulet/testing';
import './frame.css';
import { ScriptedChat } from './scripted-chat.tsx';
import { untilEnd } from './until-end.ts';

interface Trip {
  tools: { weather: { input: { city: string }; output: { degrees: number } } };
  data: { plan: { steps: string[] } };
}

const sky = { borderRadius: '1rem', padding: '1rem', background: '#0a6b7c', color: '#fff' };

function Weather({ part: { input, output } }: PartProps<Trip, 'tool-weather'>) {
  return (
    <p style={sky}>
      {input?.city ?? '…'}: {output ? `${output.degrees} °C` : 'asking'}
    </p>
  );
}

function Plan({ part: { data } }: PartProps<Trip, 'data-plan'>) {
  return (
    <ol>
      {data.steps.map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ol>
  );
}

const script: Script = [
  { type: 'data-plan', id: 'plan', data: { steps: ['Ask for the weather'] } },
  { type: 'tool-input-start', toolCallId: 'c', toolName: 'weather' },
  ...['{"city":', ' "Par', 'is"', '}'].flatMap((inputTextDelta) => [
    { type: 'tool-input-delta' as const, toolCallId: 'c', inputTextDelta },
    { wait: 120 },
  ]),
  { type: 'tool-input-available', toolCallId: 'c', toolName: 'weather', input: { city: 'Paris' } },
  { wait: 300 },
  { type: 'tool-output-available', toolCallId: 'c', output: { degrees: 21 } },
  { type: 'data-plan', id: 'plan', data: { steps: ['Ask for the weather', 'Pack'] } },
  'No coat needed.',
];

const meta = {
  title: 'Chat/Parts',
  component: ScriptedChat,
  args: { ask: 'What do I need in Paris?', scripts: [script] },
} satisfies Meta<typeof ScriptedChat>;
export default meta;
type Story = StoryObj<typeof meta>;

/** A tool call and a data part by components of the host; the input is there as far as it has streamed. */
export const OfTheHost: Story = {
  args: { parts: { 'tool-weather': Weather as never, 'data-plan': Plan as never } },
  play: async ({ canvasElement }) => {
    await untilEnd(canvasElement, 'complete');
    const canvas = within(canvasElement);
    await expect(canvas.getByText('Paris: 21 °C')).toBeVisible();
    await expect(canvas.getByText('Pack')).toBeVisible();
  },
};

/** Places for the host's own buttons and words, and no figures. */
export const Places: Story = {
  args: {
    header: <strong>A shop</strong>,
    footer: <small>Answers may be wrong.</small>,
    messageActions: ({ role }) =>
      role === 'assistant' && (
        <button type="button" className="rv-button" data-of-host="">
          Share
        </button>
      ),
    composerTools: ({ setText }) => (
      <button
        type="button"
        className="rv-button"
        data-of-host=""
        onClick={() => setText('Where is my parcel?')}
      >
        Parcel
      </button>
    ),
    meter: false,
    scripts: [['It is on its way.']],
  },
  play: async ({ canvasElement }) => {
    await untilEnd(canvasElement, 'complete');
    await expect(await within(canvasElement).findByRole('button', { name: 'Share' })).toBeVisible();
  },
};

/** What a reader thinks of an answer is told to the host. */
export const Rated: Story = {
  args: { onFeedback: fn(), scripts: [['It is on its way.']] },
  play: async ({ canvasElement, args }) => {
    await untilEnd(canvasElement, 'complete');
    const good = await within(canvasElement).findByRole('button', { name: 'Good answer' });
    await userEvent.click(good);
    await expect(good).toHaveAttribute('aria-pressed', 'true');
    await expect(args.onFeedback).toHaveBeenCalledWith(expect.anything(), 'good');
  },
};

/** Questions to go on with, below a whole answer; and a long question, folded. */
export const FollowUps: Story = {
  args: {
    ask: `What is wrong here?\n\n${'a line of a long log\n'.repeat(40)}`,
    scripts: [['Nothing that I can see.']],
    followUps: ['What would you look at next?', 'Can you explain the log?'],
  },
  play: async ({ canvasElement }) => {
    await untilEnd(canvasElement, 'complete');
    const canvas = within(canvasElement);
    await expect(
      await canvas.findByRole('button', { name: 'Can you explain the log?' }),
    ).toBeVisible();
    await expect(canvas.getByRole('button', { name: 'Show more' })).toBeVisible();
  },
};

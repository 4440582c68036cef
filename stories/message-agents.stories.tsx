import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, within } from 'storybook/test';
import { Message } from 'rivulet/components';
import type { MessagePart, SubagentData, SubagentPart } from 'rivulet/protocol';
import * as samples from './samples.ts';

const meta = {
  title: 'Message/Agents',
  component: Message,
  args: { message: samples.answer([]) },
} satisfies Meta<typeof Message>;
export default meta;
type Story = StoryObj<typeof meta>;

const search: MessagePart = {
  type: 'tool-search',
  toolCallId: 'search',
  state: 'output-available',
  input: { query: 'tides of Venus' },
  output: { found: 2 },
};

const reader: SubagentPart = subagent('reader', {
  name: 'Reader',
  parts: [
    {
      type: 'tool-open-page',
      toolCallId: 'page',
      state: 'output-available',
      input: { page: 4 },
      output: 'A day on Venus is longer than its year.',
    },
    { type: 'text', text: 'Page 4 has the **length of the day**.', state: 'done' },
  ],
});

/** At work: what it wrote so far, and the call it waits for. */
export const Working: Story = {
  args: {
    message: {
      id: 'answer',
      role: 'assistant',
      parts: [
        { type: 'text', text: 'I asked a colleague.', state: 'done' },
        subagent('researcher', {
          state: 'running',
          name: 'Researcher',
          description: 'Looks for papers',
          parts: [
            { type: 'reasoning', text: 'Which words would a paper have?', state: 'done' },
            {
              type: 'tool-search',
              toolCallId: 'search',
              state: 'input-available',
              input: { query: 'tides of Venus' },
            },
            { type: 'text', text: 'There are **two pap', state: 'streaming' },
          ],
        }),
      ],
    },
    isStreaming: true,
  },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const summary = await canvas.findByText('Researcher');
    await expect(summary.closest('summary')).toHaveTextContent('running…');
    await userEvent.click(summary);
    await expect(await canvas.findByText('two pap')).toBeVisible();
    await expect(canvas.getByText('Looks for papers')).toBeVisible();
    await expect(canvas.getByText('Search').closest('summary')).toHaveTextContent('running…');
  },
};

/** At its end: calls, a text, and a subagent of its own, each to be opened. */
export const Finished: Story = {
  args: {
    message: samples.answer([
      subagent('researcher', {
        name: 'Researcher',
        parts: [search, reader, { type: 'text', text: 'Two papers agree.', state: 'done' }],
      }),
      { type: 'text', text: 'Both papers say the same.', state: 'done' },
    ]),
  },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await expect(canvas.getByText('Both papers say the same.')).toBeVisible();
    await userEvent.click(await canvas.findByText('Researcher'));
    await expect(await canvas.findByText('Two papers agree.')).toBeVisible();
    await userEvent.click(canvas.getByText('Reader'));
    await userEvent.click(await canvas.findByText('Open page'));
    await expect(canvas.getByText('length of the day')).toBeVisible();
    await expect(
      canvas.getByText('A day on Venus is longer than its year.', { exact: false }),
    ).toBeVisible();
  },
};

/** One that failed says why; its neighbour is not touched by it. */
export const Failed: Story = {
  args: {
    message: samples.answer([
      subagent('researcher', {
        state: 'error',
        name: 'Researcher',
        errorText: 'The library asks for a key.',
        parts: [
          {
            type: 'tool-search',
            toolCallId: 'search',
            state: 'output-error',
            input: { query: 'tides of Venus' },
            errorText: '401 Unauthorized',
          },
        ],
      }),
      subagent('writer', {
        name: 'Writer',
        parts: [{ type: 'text', text: 'A draft.', state: 'done' }],
      }),
      { type: 'text', text: 'I could not look it up.', state: 'done' },
    ]),
  },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const summary = await canvas.findByText('Researcher');
    await expect(summary.closest('summary')).toHaveTextContent('failed');
    await expect(canvas.getByText('Writer').closest('summary')).toHaveTextContent('done');
    await userEvent.click(summary);
    await expect(await canvas.findByText('The library asks for a key.')).toBeVisible();
  },
};

/** What the user said while the model wrote, where the model read it: plain text, as in a question. */
export const Steering: Story = {
  args: {
    message: samples.answer([
      {
        type: 'text',
        text: 'Venus turns **once in 243 days**, backwards. Its clouds, however,',
        state: 'done',
      },
      {
        type: 'steering-message',
        id: 'steering',
        parts: [{ type: 'text', text: '**Shorter**, please.\nAnd in hours.' }],
      },
      { type: 'text', text: 'One turn takes 5 832 hours.', state: 'done' },
    ]),
  },
  play: async ({ canvasElement }) => {
    const said = await within(canvasElement).findByRole('group', { name: 'You' });
    await expect(said).toHaveTextContent('**Shorter**, please.');
    await expect(said.querySelector('strong')).toBeNull();
  },
};

function subagent(id: string, data: Partial<SubagentData>): SubagentPart {
  return { type: 'data-subagent', id, data: { state: 'complete', parts: [], ...data } };
}

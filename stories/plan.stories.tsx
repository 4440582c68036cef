import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, within } from 'storybook/test';
import { Plan, type PlanProps, type PlanStep } from 'rivulet/components';

const steps: readonly PlanStep[] = [
  { content: 'Read how the stream is cut', status: 'completed' },
  { content: 'Write a test that fails', status: 'in_progress' },
  { content: 'Mend the reader', status: 'pending' },
  { content: 'Try it behind a proxy', status: 'failed' },
];

function Shown(props: PlanProps) {
  return <Plan {...props} />;
}

const meta = { title: 'Plan', component: Plan, args: { steps } } satisfies Meta<typeof Shown>;
export default meta;
type Story = StoryObj<typeof meta>;

/** What an agent has done of its plan, and what it is doing. */
export const Working: Story = {
  args: { title: 'Mend the cut stream' },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await canvas.findByText('1 of 4 done');
    await expect(canvas.getAllByRole('listitem')).toHaveLength(4);
  },
};

/** All is done: it is folded. */
export const Done: Story = {
  args: { steps: steps.map((step) => ({ ...step, status: 'completed' })) },
  play: async ({ canvasElement }) => {
    await within(canvasElement).findByText('4 of 4 done');
  },
};

/** The to-do list of a coding agent, as the input of its tool call. */
export const OfAToolCall: Story = {
  args: {
    steps: undefined,
    part: {
      type: 'tool-TodoWrite',
      input: {
        todos: [
          { content: 'Find the fault', status: 'completed', activeForm: 'Finding the fault' },
          { content: 'Mend it', status: 'in_progress', activeForm: 'Mending it' },
        ],
      },
    },
  },
  play: async ({ canvasElement }) => {
    await within(canvasElement).findByText('1 of 2 done');
  },
};

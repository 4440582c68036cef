import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import './frame.css';
import { steadyStream, streamKnobs, type StreamNetwork } from './network-stream.ts';
import { DrawnPicture, StoryPipeline, TypedValues, WorkedList } from './network-streams.tsx';

const meta = {
  title: 'Streams',
  args: steadyStream,
  argTypes: streamKnobs,
} satisfies Meta<StreamNetwork>;
export default meta;
type Story = StoryObj<StreamNetwork>;

async function started(canvasElement: HTMLElement): Promise<ReturnType<typeof within>> {
  const canvas = within(canvasElement);
  await userEvent.click(canvas.getAllByRole('button')[0]!);
  return canvas;
}

const untilEnd = (canvasElement: HTMLElement, end: string) =>
  waitFor(() => expect(canvasElement.querySelector(`[data-end="${end}"]`)).not.toBeNull(), {
    timeout: 30_000,
  });

/** A picture from coarse to sharp: each draft takes the place of the one before it, in the same box. */
export const DrawsAPicture: Story = {
  render: (shape) => <DrawnPicture key={JSON.stringify(shape)} {...shape} />,
  play: async ({ canvasElement }) => {
    const canvas = await started(canvasElement);
    await untilEnd(canvasElement, 'complete');
    await expect(await canvas.findByRole('img', { name: 'A river' })).toBeVisible();
    await expect(canvas.getByRole('progressbar')).toHaveAttribute('value', '100');
  },
};

/** The connection is cut in the middle, and the picture goes on where it was. */
export const DrawsOnAfterACut: Story = {
  ...DrawsAPicture,
  args: { dropAt: 2, reconnectMs: 500 },
};

/** A step that fails says why, and the rest goes on; one that is left out says why, too. */
export const RunsAPipeline: Story = {
  render: (shape) => <StoryPipeline key={JSON.stringify(shape)} {...shape} />,
  play: async ({ canvasElement }) => {
    const canvas = await started(canvasElement);
    await untilEnd(canvasElement, 'complete');
    const states = canvas
      .getAllByRole('listitem')
      .map((step: HTMLElement) => step.dataset['state']);
    await expect(states).toEqual(['done', 'failed', 'done', 'skipped']);
    await expect(canvas.getByText('The model did not load.')).toBeVisible();
  },
};

/** How far a list is, and how long the rest takes; read out at each quarter. */
export const WorksThroughAList: Story = {
  render: (shape) => <WorkedList key={JSON.stringify(shape)} {...shape} />,
  args: { everyMs: 40 },
  play: async ({ canvasElement }) => {
    const canvas = await started(canvasElement);
    await untilEnd(canvasElement, 'complete');
    await expect(canvas.getByRole('progressbar', { name: 'Reading files' })).toHaveAttribute(
      'value',
      '100',
    );
    await expect(canvas.getByRole('status')).toHaveTextContent('Reading files, 100% done');
  },
};

/** A header, items and a footer, each of its own type. */
export const ReadsTypedValues: Story = {
  render: (shape) => <TypedValues key={JSON.stringify(shape)} {...shape} />,
  args: { dropAt: 3, reconnectMs: 300 },
  play: async ({ canvasElement }) => {
    const canvas = await started(canvasElement);
    await untilEnd(canvasElement, 'complete');
    await expect(canvas.getAllByRole('listitem')).toHaveLength(3);
    await expect(canvas.getByText('3.5 seconds')).toBeVisible();
  },
};

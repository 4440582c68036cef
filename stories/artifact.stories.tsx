import { useState } from 'react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, userEvent, within } from 'storybook/test';
import { Artifact, artifactsIn, Chat, type PartProps } from 'rivulet/components';
import { useStreamingChat } from 'rivulet/chat';
import { scriptedTransport } from 'rivulet/testing';
import './frame.css';

const drafts = [
  '## Tides\n\nThe tides are made by the moon.\n\n- Spring tides\n- Neap tides',
  '## Tides\n\nThe tides are made by the moon and, **to a lesser degree**, by the sun.\n\n- Spring tides\n- Neap tides',
];
const code = [
  'export function add(a: number, b: number) {\n  return a + b;\n}\n',
  'export function add(...terms: number[]) {\n  return terms.reduce((sum, term) => sum + term, 0);\n}\n',
];

const meta = {
  title: 'Artifact',
  component: Artifact,
  args: { title: 'Notes on tides', versions: drafts, onClose: fn() },
} satisfies Meta<typeof Artifact>;
export default meta;
type Story = StoryObj<typeof meta>;

/** A document of two versions. */
export const Document: Story = {
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await userEvent.click(canvas.getByRole('button', { name: 'Previous version' }));
    await expect(canvas.getByText('The tides are made by the moon.')).toBeVisible();
  },
};

/** What the second version has changed, word for word. */
export const Changes: Story = {
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await userEvent.click(canvas.getByRole('button', { name: 'Show changes' }));
    await expect(await canvas.findByText(/lesser/)).toBeVisible();
  },
};

/** Code, compared line for line. */
export const Code: Story = {
  args: { title: 'add.ts', language: 'ts', versions: code },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await userEvent.click(canvas.getByRole('button', { name: 'Show changes' }));
    await expect(await canvas.findByText(/reduce/)).toBeVisible();
  },
};

function Note({ part: { data } }: PartProps<object, 'data-artifact'>) {
  return <p>Wrote “{(data as { title?: string }).title}”.</p>;
}
const parts = { 'data-artifact': Note };

function Beside() {
  const [transport] = useState(() =>
    scriptedTransport([
      'Here is a first draft.',
      {
        type: 'data-artifact',
        id: 'v1',
        data: { id: 'tides', title: 'Notes on tides', text: drafts[0] },
      },
      'The sun was missing.',
      {
        type: 'data-artifact',
        id: 'v2',
        data: { id: 'tides', title: 'Notes on tides', text: drafts[1] },
      },
    ]),
  );
  const chat = useStreamingChat({ transport });
  const [isClosed, setClosed] = useState(false);
  const [artifact] = artifactsIn(chat.messages);
  return (
    <div className="story-frame">
      <Chat
        chat={chat}
        parts={parts}
        suggestions={['Write notes on tides']}
        aside={
          artifact &&
          !isClosed && (
            <Artifact
              {...artifact}
              isStreaming={chat.isStreaming}
              onClose={() => setClosed(true)}
            />
          )
        }
      />
    </div>
  );
}

/** Beside the chat that writes it. */
export const BesideItsChat: Story = {
  render: () => <Beside />,
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await userEvent.click(canvas.getByRole('button', { name: 'Write notes on tides' }));
    await expect(await canvas.findByText('2/2', {}, { timeout: 20_000 })).toBeVisible();
  },
};

import type { Meta, StoryObj } from '@storybook/react-vite';
import { useEffect, useState } from 'react';
import { expect, waitFor, within } from 'storybook/test';
import { Chat } from 'rivulet/components';
import { smoothPacing, useStreamingChat } from 'rivulet/chat';
import type { Pacing } from 'rivulet/chat';
import { scriptedTransport, textScript } from 'rivulet/testing';
import './frame.css';
import { documents } from './documents.ts';
import * as samples from './samples.ts';

/** A chat that streams by itself, in bursts. */
function BurstyChat({ name, pacing }: { readonly name: string; readonly pacing?: Pacing }) {
  const [transport] = useState(() =>
    scriptedTransport(textScript(samples.streamAnswer, { tokensPerSecond: 40, chunk: 12 })),
  );
  const { send, ...chat } = useStreamingChat({ transport, ...(pacing && { pacing }) });
  useEffect(() => void send('What is a stream?'), [send]);
  return (
    <div className="story-frame">
      <Chat chat={{ ...chat, send }} aria-label={name} />
    </div>
  );
}

/** The same bursts as they come, and evened out. */
function SideBySide({ deadlineMs }: { readonly deadlineMs: number }) {
  const [pacing] = useState(() => smoothPacing({ deadlineMs, isOff: () => false }));
  return (
    <div className="story-columns">
      <BurstyChat name="As it comes" />
      <BurstyChat name="Smooth" pacing={pacing} />
    </div>
  );
}

documents(SideBySide, Chat);

const meta = {
  title: 'Chat/Pacing',
  component: SideBySide,
  args: { deadlineMs: 400 },
} satisfies Meta<typeof SideBySide>;
export default meta;
type Story = StoryObj<typeof meta>;

/** Counts how many different lengths of the text a region shows until it is whole. */
async function countSteps(region: HTMLElement): Promise<number> {
  const lengths = new Set<number>();
  const note = () => {
    const text = region.querySelector('[data-role="assistant"] p')?.textContent;
    if (text) lengths.add(text.length);
  };
  const observer = new MutationObserver(note);
  observer.observe(region, { subtree: true, childList: true, characterData: true });
  await waitFor(() => expect(region).toHaveTextContent(samples.streamAnswer), { timeout: 15_000 });
  observer.disconnect();
  return lengths.size;
}

/** A stream that comes in bursts of a dozen tokens: shown as it comes, and in even small steps. */
export const Bursts: Story = {
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const [asItComes, smooth] = await Promise.all([
      countSteps(canvas.getByRole('region', { name: 'As it comes' })),
      countSteps(canvas.getByRole('region', { name: 'Smooth' })),
    ]);
    await expect(asItComes).toBeGreaterThan(0);
    await expect(smooth).toBeGreaterThan(asItComes);
  },
};

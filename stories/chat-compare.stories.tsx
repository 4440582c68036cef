import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { expect, fn, userEvent, within } from 'storybook/test';
import { ChatCompare, type ChatCompareProps } from 'rivulet/components';
import { useStreamingChat } from 'rivulet/chat';
import { scriptedTransport, textScript, type Script } from 'rivulet/testing';
import './frame.css';
import { documents } from './documents.ts';
import * as samples from './samples.ts';
import { forever } from './scripted-chat.tsx';

interface TwoModelsProps extends Omit<ChatCompareProps, 'chats'> {
  readonly quick: Script;
  readonly careful: Script;
}

function useScripted(script: Script) {
  const [transport] = useState(() => scriptedTransport(script));
  return useStreamingChat({ transport });
}

function TwoModels({ quick, careful, ...rest }: TwoModelsProps) {
  const chats = [
    { name: 'Brook 1', chat: useScripted(quick) },
    { name: 'Brook 2 careful', chat: useScripted(careful) },
  ];
  return (
    <div className="story-frame">
      <ChatCompare chats={chats} {...rest} />
    </div>
  );
}
documents(TwoModels, ChatCompare);

const meta = {
  title: 'ChatCompare',
  component: TwoModels,
  args: {
    onChoose: fn(),
    quick: textScript(samples.shortAnswer, { tokensPerSecond: 120 }),
    careful: textScript(samples.streamAnswer, { tokensPerSecond: 60 }),
  },
} satisfies Meta<typeof TwoModels>;
export default meta;
type Story = StoryObj<typeof meta>;

/** One question to both, and the choice between them. */
export const TwoAnswers: Story = {
  play: async ({ canvasElement, args }) => {
    const canvas = within(canvasElement);
    await userEvent.type(canvas.getByRole('textbox'), 'What is a stream?{Enter}');
    const second = within(canvas.getByRole('region', { name: 'Brook 2 careful' }));
    await canvas.findAllByText('What is a stream?');
    await second.findByRole('button', { name: 'Copy message' }, { timeout: 20_000 });
    await userEvent.click(second.getByRole('button', { name: 'Go on with Brook 2 careful' }));
    await expect(args.onChoose).toHaveBeenCalledWith(
      expect.objectContaining({ name: 'Brook 2 careful' }),
    );
  },
};

/** Both still write; one button stops them. */
export const Streaming: Story = {
  args: { quick: ['A stream begins well and', forever], careful: ['Well begun,', forever] },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await userEvent.type(canvas.getByRole('textbox'), 'What is a stream?{Enter}');
    await canvas.findByText(/begins well/);
    await canvas.findByText(/Well begun/);
    await expect(canvas.getByRole('button', { name: 'Stop' })).toBeEnabled();
  },
};

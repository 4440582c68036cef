import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { setOnline } from './browser-line.ts';
import './frame.css';
import { NetworkChat } from './network-chat.tsx';
import { steady } from './network-shape.ts';
import * as samples from './samples.ts';
import { untilEnd } from './until-end.ts';

const range = (min: number, max: number, step: number) =>
  ({ control: { type: 'range', min, max, step } }) as const;

const meta = {
  title: 'Chat/Network',
  component: NetworkChat,
  args: { ask: 'What is a stream?', text: samples.streamAnswer, isOffline: false, ...steady },
  argTypes: {
    isOffline: { control: 'boolean' },
    tokensPerSecond: range(1, 1000, 1),
    jitter: range(0, 1, 0.05),
    stallEvery: range(0, 100, 1),
    stallMs: range(0, 10_000, 100),
    dropAt: range(0, 100, 1),
    reconnectMs: range(0, 30_000, 500),
    serverError: { control: 'inline-radio', options: ['none', '429', '503'] },
  },
} satisfies Meta<typeof NetworkChat>;
export default meta;
type Story = StoryObj<typeof meta>;

const wholeAnswer = samples.streamAnswer;

/** Everything is well: play with the controls and ask again. */
export const Steady: Story = {
  play: async ({ canvasElement }) => {
    const answer = await untilEnd(canvasElement, 'complete');
    await expect(answer).toHaveTextContent(wholeAnswer);
    await expect(canvasElement.querySelector('.rv-connection')).toBeEmptyDOMElement();
  },
};

/** Tokens come unevenly and in fits: the answer is whole in the end. */
export const JitterAndStalls: Story = {
  args: { tokensPerSecond: 40, jitter: 0.9, stallEvery: 10, stallMs: 700 },
  play: async ({ canvasElement }) => {
    const answer = await untilEnd(canvasElement, 'complete');
    await expect(answer).toHaveTextContent(wholeAnswer);
  },
};

/** The connection breaks: the next try is counted down, said once, and the answer goes on where it was. */
export const DropAndReconnect: Story = {
  args: { dropAt: 10, reconnectMs: 4000 },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const sentence = 'Connection lost. Trying again in 4 s.';
    await waitFor(() => expect(canvas.getAllByText(sentence)).toHaveLength(2));
    await canvas.findByText('Connection lost. Trying again in 3 s.', {}, { timeout: 3000 });
    const said = canvas.getAllByText(/Trying again/).filter((text) => !text.ariaHidden);
    await expect(said.map((text) => text.textContent)).toEqual([sentence]);
    const answer = await untilEnd(canvasElement, 'complete');
    await expect(answer).toHaveTextContent(wholeAnswer);
    await expect(canvas.queryByText(/Trying again/)).toBeNull();
  },
};

/** The connection never comes back: the answer says that it is not whole. */
export const DropForGood: Story = {
  args: { dropAt: 10, reconnectMs: 0 },
  play: async ({ canvasElement }) => {
    const cut = await untilEnd(canvasElement, 'truncated');
    await expect(cut).toHaveTextContent('Connection lost – the answer is incomplete.');
    await expect(cut).not.toHaveTextContent(wholeAnswer);
    await expect(within(cut).getByRole('button', { name: 'Retry' })).toBeEnabled();
  },
};

/** One press goes on with an answer that was cut, in the middle of its sentence. */
export const ContinueAfterDrop: Story = {
  args: { dropAt: 10, reconnectMs: 0 },
  play: async ({ canvasElement }) => {
    const cut = await untilEnd(canvasElement, 'truncated');
    await userEvent.click(within(cut).getByRole('button', { name: 'Continue' }));
    const answer = await untilEnd(canvasElement, 'complete');
    await expect(answer).toHaveTextContent(wholeAnswer);
    await expect(answer.querySelectorAll('p')).toHaveLength(1);
  },
};

/** 429 with a Retry-After: the question waits, and the time is counted down beside the way to send it. */
export const RateLimited: Story = {
  args: { serverError: '429' },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const alert = within(await canvas.findByRole('alert'));
    await alert.findByText('The server asks to wait 7 s.', {}, { timeout: 3000 });
    await expect(canvas.getByRole('button', { name: 'Send now' })).toBeEnabled();
  },
};

/** 503: the server is full, and the question is not lost. */
export const Overloaded: Story = {
  args: { serverError: '503' },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await expect(await canvas.findByRole('alert')).toHaveTextContent('The server is full.');
    await expect(canvas.getByText('What is a stream?')).toBeVisible();
    await userEvent.click(canvas.getByRole('button', { name: 'Send now' }));
    await untilEnd(canvasElement, 'complete');
    await expect(canvas.queryByRole('alert')).toBeNull();
  },
};

/** Without a network questions wait in the outbox. */
export const Offline: Story = {
  args: { isOffline: true },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await canvas.findByText('Waiting for the connection');
    await expect(canvas.getByText(/You are offline/)).toBeVisible();
    await userEvent.type(canvas.getByRole('textbox'), 'And a river?{Enter}');
    await expect(await canvas.findAllByText('Waiting for the connection')).toHaveLength(2);
    const [first] = canvas.getAllByRole('button', { name: 'Remove' });
    if (first) await userEvent.click(first);
    await expect(canvas.queryByText('What is a stream?')).toBeNull();
    await expect(canvas.getByText('And a river?')).toBeVisible();
  },
};

/** They are sent when the network is back. */
export const OnlineAgain: Story = {
  args: { isOffline: true },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await canvas.findByText('Waiting for the connection');
    setOnline(true);
    await untilEnd(canvasElement, 'complete');
    await expect(canvas.queryByText('Waiting for the connection')).toBeNull();
    await expect(canvas.queryByText(/You are offline/)).toBeNull();
  },
};

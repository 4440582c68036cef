import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, within } from 'storybook/test';
import { a2ui, jsonRender, openUi } from 'rivulet/ui-formats';
import './frame.css';
import { NetworkChat } from './network-chat.tsx';
import { steady } from './network-shape.ts';
import { a2uiAnswer, jsonRenderAnswer, openUiAnswer } from './ui-samples.ts';
import { untilEnd } from './until-end.ts';

const range = (min: number, max: number, step: number) =>
  ({ control: { type: 'range', min, max, step } }) as const;

const uiFormats = [a2ui(), jsonRender(), openUi()];

const meta = {
  title: 'Message/Generated interfaces',
  component: NetworkChat,
  args: { ask: 'Plan three days in Oslo', isOffline: false, ...steady, text: '', uiFormats },
  argTypes: {
    tokensPerSecond: range(1, 1000, 1),
    jitter: range(0, 1, 0.05),
    stallEvery: range(0, 100, 1),
    stallMs: range(0, 10_000, 100),
    uiFormats: { control: false },
  },
} satisfies Meta<typeof NetworkChat>;
export default meta;
type Story = StoryObj<typeof meta>;

/** A form in A2UI 1.0: each component comes when it is whole, none goes; what is pressed is sent by the chat. */
export const A2ui: Story = {
  args: { text: a2uiAnswer, tokensPerSecond: 600 },
  play: async ({ canvasElement }) => {
    await untilEnd(canvasElement, 'complete');
    const canvas = within(canvasElement);
    const mail = await canvas.findByLabelText('E-mail', {}, { timeout: 30_000 });
    await userEvent.type(mail, 'ada@example.com');
    await userEvent.click(canvas.getByRole('checkbox', { name: 'Breakfast' }));
    await expect(canvas.getByText('From Friday, 12 June, for two')).toBeVisible();
  },
};

/** A page of figures in json-render's patches, by the built-in components; an action asks before it is sent. */
export const JsonRender: Story = {
  args: { ask: 'How are the orders?', text: jsonRenderAnswer, tokensPerSecond: 600 },
  play: async ({ canvasElement }) => {
    await untilEnd(canvasElement, 'complete');
    const canvas = within(canvasElement);
    const remind = await canvas.findByRole(
      'button',
      { name: 'Remind the supplier' },
      { timeout: 30_000 },
    );
    await userEvent.click(remind);
    await expect(canvas.getByText('Remind them? They get an e-mail.')).toBeVisible();
    await userEvent.click(canvas.getByRole('button', { name: 'Close' }));
    await expect(canvas.getByText('Alan Turing')).toBeVisible();
  },
};

/** A page in OpenUI Lang: what is named first and assigned later comes at its place. */
export const OpenUi: Story = {
  args: { ask: 'Which trains go to Bergen?', text: openUiAnswer, tokensPerSecond: 600 },
  play: async ({ canvasElement }) => {
    await untilEnd(canvasElement, 'complete');
    const canvas = within(canvasElement);
    await canvas.findByRole('button', { name: 'Book a seat' }, { timeout: 30_000 });
    await userEvent.selectOptions(canvas.getByLabelText('Class'), 'Komfort');
    await expect(canvas.getByText('3 trains, the fastest in 6.5 hours')).toBeVisible();
  },
};

import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, within } from 'storybook/test';
import { FileView, Picture } from 'rivulet/components';
import type { ChatMessage, FilePart, MessagePart } from 'rivulet/protocol';
import type { Script } from 'rivulet/testing';
import { ScriptedChat } from './scripted-chat.tsx';
import { filePart, landscape, tone } from './story-files.ts';

const meta = { title: 'Files', component: Picture } satisfies Meta<typeof Picture>;
export default meta;
type Story = StoryObj<typeof meta>;

const river = () => filePart(landscape(1280, 720), 'river.png');

/** A picture in its box; a press shows it over the whole window, Escape closes it. */
export const OnePicture: Story = {
  args: { part: { url: '', mediaType: 'image/png' } },
  render: () => <Picture part={river()} alt="A river between hills" />,
  play: async ({ canvasElement }) => {
    const button = await within(canvasElement).findByRole('button', {
      name: 'Enlarge A river between hills',
    });
    await userEvent.click(button);
    const dialog = await within(document.body).findByRole('dialog', {
      name: 'A river between hills',
    });
    await expect(dialog).toBeVisible();
    await userEvent.click(within(dialog).getByRole('button', { name: 'Close' }));
    await expect(button).toHaveFocus();
  },
};

/** A picture of another site loads when its reader says so: its address could carry the conversation away. */
export const RemotePicture: Story = {
  args: {
    part: { url: 'https://pictures.example/river.png', mediaType: 'image/png' },
    imagePolicy: 'ask',
  },
};

const steps = [0.04, 0.1, 0.25, 1];
const drawing = (): Script => [
  {
    type: 'tool-input-available',
    toolCallId: 'draw',
    toolName: 'image_generation',
    dynamic: true,
    providerExecuted: true,
    input: { prompt: 'A river between hills, in soft colours' },
  },
  ...steps.flatMap((detail, at) => [
    { wait: 700 },
    {
      type: 'tool-output-available' as const,
      toolCallId: 'draw',
      dynamic: true,
      preliminary: at < steps.length - 1,
      output: { mediaType: 'image/png', url: landscape(1280, 720, detail) },
    },
  ]),
  'Here it is: the river comes down **between the hills**, and the evening lies on them.',
];

/** A picture comes coarse and gets sharper in one place: nothing below it moves. */
export const DrawnPicture: Story = {
  args: { part: { url: '', mediaType: 'image/png' } },
  render: () => <ScriptedChat scripts={[drawing()]} ask="Draw a river between hills" />,
};

const files = (): FilePart[] => [
  filePart(`data:text/csv;base64,${btoa('river,length\nElbe,1094\n')}`, 'rivers.csv', 'text/csv'),
  filePart('https://files.example/report-2026.pdf', 'report-2026.pdf', 'application/pdf'),
  filePart(tone(), 'spring.wav', 'audio/wav'),
];

/** Documents by name and size, a recording with the browser's controls. */
export const OtherFiles: Story = {
  args: { part: { url: '', mediaType: 'image/png' } },
  render: () => (
    <>
      {files().map((part) => (
        <div key={part.filename}>
          <FileView part={part} />
        </div>
      ))}
    </>
  ),
};

const history = (): ChatMessage[] => [
  {
    id: 'q',
    role: 'user',
    parts: [
      river(),
      filePart(landscape(600, 900), 'tall.png'),
      filePart(landscape(900, 300), 'wide.png'),
      { type: 'text', text: 'Which of these is the Elbe?' },
    ],
  },
  {
    id: 'a',
    role: 'assistant',
    end: 'complete',
    parts: [
      { type: 'text', text: 'The first one. Here is what I know of it:' },
      ...files(),
    ] as MessagePart[],
  },
];

/** Files of a question and of an answer; attach more by the button, by pasting, or by dropping them anywhere on the chat. */
export const InAChat: Story = {
  args: { part: { url: '', mediaType: 'image/png' } },
  render: () => <ScriptedChat scripts={[['Thank you, I see them.']]} history={history()} />,
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const input = canvasElement.querySelector<HTMLInputElement>('input[type="file"]')!;
    const answer = await fetch(landscape(320, 180));
    const picture = new File([await answer.blob()], 'new.png', { type: 'image/png' });
    const note = new File(['A note about rivers.'], 'notes.txt', { type: 'text/plain' });
    await userEvent.upload(input, [picture, note]);
    await expect(await canvas.findByRole('button', { name: 'Remove notes.txt' })).toBeVisible();
  },
};

const fileOf = (name: string) => new File(['A note.'], name, { type: 'text/plain' });

/** Uploads: one is on its way, one has failed and can be tried again. */
export const Uploading: Story = {
  args: { part: { url: '', mediaType: 'image/png' } },
  render: () => (
    <ScriptedChat
      scripts={[['Thank you.']]}
      upload={(file, _signal, onProgress) => {
        onProgress(0.6);
        if (file.name === 'broken.txt') return Promise.reject(new Error('The shelf is full.'));
        return new Promise(() => undefined);
      }}
    />
  ),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const input = canvasElement.querySelector<HTMLInputElement>('input[type="file"]')!;
    await userEvent.upload(input, [fileOf('notes.txt'), fileOf('broken.txt')]);
    await expect(await canvas.findByRole('button', { name: 'Retry broken.txt' })).toBeVisible();
    await expect(canvas.getByRole('progressbar', { name: 'Uploading notes.txt' })).toBeVisible();
  },
};

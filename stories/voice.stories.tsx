import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { DictateButton } from 'rivulet/components';
import type { DictationEngine, ReadingEngine } from 'rivulet/components';
import { ScriptedChat } from './scripted-chat.tsx';

const meta = { title: 'Voice', component: DictateButton } satisfies Meta<typeof DictateButton>;
export default meta;
type Story = StoryObj<typeof meta>;

/** An engine in place of the browser's, which no story has a microphone for: it hears one sentence, word by word. */
const ear: DictationEngine = {
  async listen({ signal, onText }) {
    const words = ['Where', 'does', 'the', 'river', 'begin?'];
    for (let count = 1; count <= words.length && !signal.aborted; count += 1) {
      onText(words.slice(0, count).join(' '), count === words.length);
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  },
};

/** An engine that is silent, and as long as a sentence. */
const voice: ReadingEngine = {
  read: (_text, { signal }) =>
    new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve());
    }),
};

/** The words stand in the field while they are said; the message is sent as it stands there. */
export const Dictation: Story = {
  args: { engine: ear, text: '', onText: () => undefined, onTell: () => undefined },
  render: () => (
    <ScriptedChat scripts={[['In the mountains.']]} dictation={ear} readAloud={voice} />
  ),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await userEvent.click(await canvas.findByRole('button', { name: 'Dictate' }));
    const field = canvas.getByRole('textbox');
    await waitFor(() => expect(field).toHaveValue('Where does the river begin?'), {
      timeout: 30_000,
    });
  },
};

/** Each answer can be read aloud: its words, without the marks of markdown. */
export const ReadAloud: Story = {
  args: Dictation.args,
  render: () => (
    <ScriptedChat scripts={[['In the **mountains**.']]} ask="Where?" readAloud={voice} />
  ),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await userEvent.click(
      await canvas.findByRole('button', { name: 'Read aloud' }, { timeout: 30_000 }),
    );
    await expect(canvas.getByRole('button', { name: 'Stop reading' })).toHaveFocus();
  },
};

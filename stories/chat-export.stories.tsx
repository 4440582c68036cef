import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { ChatExport } from 'rivulet/components';

const meta = {
  title: 'ChatExport',
  component: ChatExport,
  args: {
    title: 'Rivers of Europe',
    read: () => [
      { id: 'q', role: 'user', parts: [{ type: 'text', text: 'Which river is the longest?' }] },
      {
        id: 'a',
        role: 'assistant',
        end: 'complete',
        parts: [{ type: 'text', text: 'The **Volga**.' }],
      },
    ],
  },
} satisfies Meta<typeof ChatExport>;
export default meta;

/** The ways to keep a chat. */
export const Open: StoryObj<typeof meta> = {
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await userEvent.click(canvas.getByRole('button', { name: 'Export' }));
    await waitFor(() => expect(canvas.getByRole('menuitem', { name: 'Markdown' })).toHaveFocus());
    await expect(canvas.getAllByRole('menuitem')).toHaveLength(4);
  },
};

import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { expect, fn, userEvent, waitFor, within } from 'storybook/test';
import { ChatList, type ChatListProps } from 'rivulet/components';
import { useChatList } from 'rivulet/chat';
import './conversations.css';
import { documents } from './documents.ts';
import { storageWith } from './kept-chats.ts';

/** A list of chats with the storage that it shows. */
function ListOf({ make, ...rest }: Omit<ChatListProps, 'list'> & { make: typeof storageWith }) {
  const [storage] = useState(() => make());
  const list = useChatList(storage);
  return (
    <div className="story-side">
      <ChatList {...rest} list={list} />
    </div>
  );
}

documents(ListOf, ChatList);

const meta = {
  title: 'ChatList',
  component: ListOf,
  args: { make: storageWith, onOpen: fn() },
} satisfies Meta<typeof ListOf>;
export default meta;
type Story = StoryObj<typeof meta>;

/** Chats of this week, and of long ago. */
export const Some: Story = {
  play: async ({ canvasElement, args }) => {
    const canvas = within(canvasElement);
    await userEvent.click(await canvas.findByText('Bread and salt'));
    await expect(args.onOpen).toHaveBeenCalledWith('chat-1');
    await expect(canvas.getByText('Today')).toBeVisible();
  },
};

/** A search begins with titles and goes on to what was said. */
export const Searched: Story = {
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await canvas.findByText('Tax forms');
    await userEvent.type(canvas.getByRole('searchbox'), 'annex');
    await waitFor(() => expect(canvas.queryByText('Bread and salt')).toBeNull());
    await expect(canvas.getByText('annex', { selector: 'mark' })).toBeVisible();
  },
};

/** A title is changed where it stands. */
export const Renamed: Story = {
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await canvas.findByText('Tax forms');
    await userEvent.click(canvas.getByRole('button', { name: 'More actions for “Tax forms”' }));
    await userEvent.click(await canvas.findByRole('menuitem', { name: 'Rename' }));
    await expect(await canvas.findByRole('textbox', { name: 'Title of the chat' })).toHaveFocus();
    await userEvent.keyboard('Paper work{Enter}');
    await expect(await canvas.findByText('Paper work')).toBeVisible();
  },
};

/** What was deleted can be had back for a while. */
export const Deleted: Story = {
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const row = (await canvas.findByText('Bread and salt')).closest('button');
    row?.focus();
    await userEvent.keyboard('{Delete}');
    await waitFor(() => expect(canvas.getByText('“Bread and salt” was deleted.')).toBeVisible());
    await expect(canvas.queryByText('Bread and salt')).toBeNull();
  },
};

/** The menu of a chat. */
export const Menu: Story = {
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await canvas.findByText('Tax forms');
    await userEvent.click(
      canvas.getByRole('button', { name: 'More actions for “Rivers of Europe”' }),
    );
    await waitFor(() => expect(canvas.getByRole('menuitem', { name: 'Rename' })).toHaveFocus());
  },
};

/** Ten thousand chats: those that are seen are rendered. */
export const Many: Story = {
  args: {
    make: () =>
      storageWith(
        Array.from({ length: 10_000 }, (_, index) => [`Talk ${index}`, `Answer ${index}`] as const),
        (index) => index,
      ),
  },
  play: async ({ canvasElement }) => {
    await within(canvasElement).findByText('Talk 0');
    await expect(canvasElement.querySelectorAll('*').length).toBeLessThan(1000);
  },
};

/** Nothing was said yet. */
export const Empty: Story = {
  args: { make: () => storageWith([]) },
  play: async ({ canvasElement }) => {
    await within(canvasElement).findByText('No chats yet.');
  },
};

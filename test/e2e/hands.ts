import type { FileChooser, Locator } from 'playwright';
import type { DemoPage } from './demo-page.ts';

/** How somebody uses a page: by keys alone, or by a finger alone. What cannot be done with them is a fault of the page. */
export interface Hands {
  /** Presses something, wherever it is, in a few steps if it has to be. */
  press(target: Locator): Promise<void>;
  /** Writes where the focus is. */
  write(text: string): Promise<void>;
  /** Writes a question into the message field and sends it. */
  ask(question: string): Promise<void>;
  /** Stops the answer. */
  stop(): Promise<void>;
  /** Pastes what is in the clipboard into the message field. */
  paste(): Promise<void>;
  /** Opens the find field of the chat. */
  openFind(): Promise<void>;
  /** Goes on to the next place that was found. */
  nextMatch(): Promise<void>;
  closeFind(): Promise<void>;
  /** Shows the list of chats. */
  showChats(): Promise<void>;
  /** Puts the list of chats away. */
  hideChats(): Promise<void>;
  renameChat(title: string, name: string): Promise<void>;
  deleteChat(title: string): Promise<void>;
  undoDeletion(): Promise<void>;
  /** Opens the last question to be changed. */
  editQuestion(): Promise<void>;
  /** Writes into a question that is being edited, and sends it. */
  sendEdited(question: string): Promise<void>;
}

/** The row of a chat in the list. */
export function chatRow({ page }: DemoPage, title: string): Locator {
  return page.getByRole('row').filter({ hasText: title });
}

/** Presses what opens the browser's dialog for files, and chooses one there. */
export async function chooseFile(
  { page }: DemoPage,
  press: () => Promise<void>,
  file: Parameters<FileChooser['setFiles']>[0],
): Promise<void> {
  const [dialog] = await Promise.all([page.waitForEvent('filechooser'), press()]);
  await dialog.setFiles(file);
}

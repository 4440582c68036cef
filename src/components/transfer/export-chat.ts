import type { StoredChat } from '../../chat/state/stored-chat.ts';
import type { ExportedChat, ExportFormat, ExportOptions } from './export-options.ts';

/**
 * Writes a chat as a text to keep: markdown; JSON, which `importChat` reads again; or a page of HTML that needs nothing beside
 * it, runs no script and asks nobody for anything. What writes it loads with the first call; HTML is made in a page only.
 *
 * @example
 * const page = await exportChat(chat.messages, 'html', { title: 'Rivers' });
 */
export async function exportChat(
  chat: ExportedChat,
  format: ExportFormat,
  options: ExportOptions = {},
): Promise<string> {
  const stored = 'messages' in chat ? chat : { messages: chat };
  if (format === 'json') {
    const { writeJson } = await import('./write-json.ts');
    return writeJson(stored, options);
  }
  if (format === 'markdown') {
    const { writeMarkdown } = await import('./write-markdown.ts');
    return writeMarkdown(stored.messages, options);
  }
  const { writeHtml } = await import('./write-html.ts');
  return writeHtml(stored.messages, options);
}

/**
 * Prints a chat, or has the browser make a PDF of it: all messages and open thoughts, without the page around. Resolves when the
 * dialog was opened.
 */
export async function printChat(chat: ExportedChat, options: ExportOptions = {}): Promise<void> {
  const { printMessages } = await import('./write-html.ts');
  await printMessages('messages' in chat ? chat.messages : chat, options);
}

/**
 * Reads a chat that `exportChat` has written as JSON, or a list of messages as the AI SDK's; its messages get ids of their own.
 * Save it under a new id, or show it with `chat.setMessages`. Rejects with a `ChatError` (code `bad-request`) that says what is
 * wrong with the text.
 */
export async function importChat(text: string): Promise<StoredChat> {
  const { readChat } = await import('./read-chat.ts');
  return readChat(text);
}

import type { StoredChat } from '../../chat/state/stored-chat.ts';
import type { ExportOptions } from './export-options.ts';

/** What an exported chat says that it is. */
const exportedAs = 'rivulet-chat';

/** Writes a chat with all of its versions; not what its page was doing. */
export function writeJson(
  { messages, branches }: Pick<StoredChat, 'messages' | 'branches'>,
  { title }: ExportOptions,
): string {
  return JSON.stringify(
    { format: exportedAs, version: 1, ...(title && { title }), messages, branches },
    undefined,
    2,
  );
}

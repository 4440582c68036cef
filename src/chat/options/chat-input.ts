import type { ChatTypes } from '../../protocol/chat-types.ts';
import type { FilePart, MessageInput } from '../../protocol/chat-message.ts';

/** What a user sends; files may come as a file input or a drop gives them. */
export interface ChatInput<Types extends ChatTypes = ChatTypes> extends Omit<
  MessageInput<Types>,
  'files'
> {
  /**
   * Parts, a `FileList`, or `File`s, also mixed. A `File` is read and sent as a `data:` URL with its type and its name; one
   * that cannot be read, or files above `maxFileBytes`, refuse the message, whose text its sender still has.
   */
  readonly files?: ArrayLike<FilePart | File> | undefined;
}

/** Says whether all files of a message are parts, so that it can be sent. */
export function isRead(input: string | ChatInput): input is string | MessageInput {
  return typeof input === 'string' || Array.from(input.files ?? []).every((file) => 'url' in file);
}

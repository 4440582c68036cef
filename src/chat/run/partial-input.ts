import type { ChatMessage, MessagePart, ToolPart } from '../../protocol/chat-message.ts';
import { parsePartialJson } from '../../protocol/partial-json.ts';

/** Gives the calls of a message whose input still streams what can be read of it; the same message when there is none. */
export type InputReader = (message: ChatMessage) => ChatMessage;

// Up to here an input is read at each frame; a longer one when it has grown by a sixteenth, so that the work stays linear.
const shortLength = 32 * 1024;

/** Makes a reader that has read nothing. */
export function createInputReader(): InputReader {
  const read = new Map<string, { readonly length: number; readonly input: unknown }>();
  return (message) => {
    if (!message.parts.some(isStreamingCall)) return message;
    const parts = message.parts.map((part) => (isStreamingCall(part) ? withInput(part) : part));
    return { ...message, parts };
  };

  function withInput(part: ToolPart): ToolPart {
    const { toolCallId, inputText = '' } = part;
    const { length } = inputText;
    const before = read.get(toolCallId);
    const isRecent =
      before !== undefined &&
      length >= before.length &&
      length - before.length <= (length > shortLength ? length / 16 : 0);
    const input = isRecent ? before.input : parsePartialJson(inputText);
    if (!isRecent) read.set(toolCallId, { length, input });
    return input === undefined || input === part.input ? part : { ...part, input };
  }
}

function isStreamingCall(part: MessagePart): part is ToolPart {
  return 'toolCallId' in part && part.state === 'input-streaming' && part.inputEncoding !== 'text';
}

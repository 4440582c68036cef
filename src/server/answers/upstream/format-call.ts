import type { ChatMessage, FilePart } from '../../../protocol/chat-message.ts';
import { messageText } from '../../../protocol/message-text.ts';
import type { ToolDescription } from '../answer.ts';
import { stepsOf, type AnswerStep } from './tool-turns.ts';

/** A question in the words of one format. */
export interface FormatCall {
  /** What follows the base of the address. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Writes the messages of a chat in the words of one format. */
export type WriteCall = (
  messages: readonly ChatMessage[],
  options: { readonly model: string; readonly apiKey?: string | undefined },
  tools: readonly ToolDescription[],
) => FormatCall;

/** The header of a key, as most servers want it. */
export function bearer(apiKey: string | undefined): Record<string, string> {
  return apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
}

/**
 * Writes the turns of a chat. Messages that say nothing are left out: strict servers refuse them. An answer that calls
 * tools is written step by step.
 */
export function turnsOf(
  messages: readonly ChatMessage[],
  write: (text: string, pictures: readonly FilePart[], role: ChatMessage['role']) => object,
  writeStep: (step: AnswerStep) => readonly object[],
): object[] {
  return messages.flatMap((message) => {
    const { role } = message;
    const steps = stepsOf(message);
    if (steps) {
      return steps.flatMap((step) =>
        step.calls.length > 0 ? writeStep(step) : [write(step.text, [], role)],
      );
    }
    const text = messageText(message);
    const pictures = message.parts.filter(
      (part): part is FilePart => part.type === 'file' && part.mediaType.startsWith('image/'),
    );
    if (text === '' && pictures.length === 0) return [];
    return [write(text, role === 'user' ? pictures : [], role)];
  });
}

/** Splits what the system says, which some formats keep apart from the turns, off the rest. */
export function splitSystem(messages: readonly ChatMessage[]): {
  readonly system: string;
  readonly rest: readonly ChatMessage[];
} {
  const system = messages.filter(({ role }) => role === 'system').map(messageText);
  return {
    system: system.filter((text) => text !== '').join('\n\n'),
    rest: messages.filter(({ role }) => role !== 'system'),
  };
}

/** The text of a message as a part beside its pictures; no part for none. */
export function textParts(text: string, type = 'text'): object[] {
  return text === '' ? [] : [{ type, text }];
}

/** The content of a `data:` URL. */
export function base64Of(url: string): string {
  return url.slice(url.indexOf(',') + 1);
}

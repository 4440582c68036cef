import { toolName, type ChatMessage, type MessagePart, type ToolPart } from 'rivulet/protocol';
import type { ChatTurn } from '../../engine/engine.ts';
import { fieldError } from '../../shared/field-error.ts';
import { assertReadable, type Accepts } from '../message-parts.ts';

type Role = ChatMessage['role'];

/** A chat that was understood: for engines that read text, and for those that pass it on. */
export interface ReadChat {
  readonly turns: readonly ChatTurn[];
  /** With all parts, where the engine accepts more than text. */
  readonly messages?: readonly ChatMessage[];
}

/**
 * Gathers the messages of a foreign request as the kit's own: a result joins the call that it is of. What the engine is not
 * shown and would change the answer (a picture) is refused by its field; what tools said and models thought is passed on
 * or left out.
 */
export class ForeignChat {
  readonly #accepts: Accepts;
  readonly #messages: {
    readonly id: string;
    readonly role: Role;
    readonly parts: MessagePart[];
  }[] = [];
  /** Whether the last thing that came asks for an answer. */
  #isAsking = false;

  /** @param accepts What the engine takes beside text. */
  constructor(accepts: Accepts = []) {
    this.#accepts = accepts;
  }

  /** Begins a message, or goes on with the last one of the same role. */
  begin(role: Role): void {
    if (this.#messages.at(-1)?.role === role && role === 'assistant') return;
    this.#messages.push({ id: String(this.#messages.length), role, parts: [] });
  }

  text(text: string): void {
    if (text !== '') this.#put({ type: 'text', text });
  }

  /** @param field Where the picture stands in the request. */
  picture(url: string, mediaType: string, field: string): void {
    const part = { type: 'file', mediaType, url } as const;
    assertReadable(part, field, this.#accepts);
    this.#put(part);
  }

  /** What the model thought; `seal` is what its provider wants back with it. */
  thought(text: string, seal?: Readonly<Record<string, unknown>>): void {
    const providerMetadata = seal && { anthropic: seal };
    this.#put({ type: 'reasoning', text, ...(providerMetadata && { providerMetadata }) });
  }

  call(toolCallId: string, name: string, input: unknown): void {
    const state = 'input-available';
    this.#put({ type: 'dynamic-tool', toolName: name, toolCallId, state, input });
  }

  /** What a tool returned; one whose call is not there is left out, as no model would know what it is of. */
  result(toolCallId: string, output: unknown, isError = false): void {
    for (const { parts } of this.#messages) {
      const place = parts.findLastIndex((part) => isCall(part) && part.toolCallId === toolCallId);
      const call = parts[place];
      if (!call || !isCall(call)) continue;
      const { input } = call;
      const known = { type: 'dynamic-tool', toolName: toolName(call), toolCallId, input } as const;
      parts[place] = isError
        ? { ...known, state: 'output-error', errorText: textOf(output) }
        : { ...known, state: 'output-available', output };
    }
    this.#isAsking = this.#accepts.includes('tools');
  }

  /** Ends the chat. Throws a `ChatError` of code `bad-request` when nothing in it asks for an answer. */
  read(field: string): ReadChat {
    const messages = this.#messages.filter(({ parts }) => parts.length > 0);
    if (!this.#isAsking) {
      throw fieldError(field, 'The last one must be the user’s and hold text. Add the question.');
    }
    const turns = messages
      .map(({ role, parts }) => ({ role, text: parts.map(wordsOf).join('') }))
      .filter(({ text }) => text !== '');
    return this.#accepts.length > 0 ? { turns, messages } : { turns };
  }

  #put(part: MessagePart): void {
    const message = this.#messages.at(-1);
    message?.parts.push(part);
    this.#isAsking = message?.role === 'user';
  }
}

function isCall(part: MessagePart): part is ToolPart {
  return 'toolCallId' in part;
}

function wordsOf(part: MessagePart): string {
  return part.type === 'text' ? part.text : '';
}

function textOf(output: unknown): string {
  return typeof output === 'string' ? output : JSON.stringify(output ?? '');
}

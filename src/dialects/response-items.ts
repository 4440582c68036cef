import { argumentsOf, type CompletionFacts } from './openai-completion.ts';
import {
  callItem,
  reasoningItem,
  textContent,
  textItem,
  type ResponseItem,
} from './openai-response.ts';

type Kind = 'text' | 'reasoning' | 'call';

interface OpenItem {
  readonly id: string;
  readonly output_index: number;
  readonly kind: Kind;
  readonly callId: string;
  readonly name: string;
  text: string;
}

/** Writes an event of a response. */
export type WriteEvent = (type: string, fields: object) => string;

/** The items of a response's output while they are written: each begins, grows and ends with the events that it has there. */
export class ResponseItems {
  /** The items that are whole. */
  readonly output: ResponseItem[] = [];
  readonly #facts: CompletionFacts;
  readonly #write: WriteEvent;
  readonly #open = new Map<string, OpenItem>();
  #count = 0;

  constructor(facts: CompletionFacts, write: WriteEvent) {
    this.#facts = facts;
    this.#write = write;
  }

  /** Begins an item. @param key What it is of. */
  start(key: string, kind: Kind, name = ''): string[] {
    const prefix = { text: 'msg', reasoning: 'rs', call: 'fc' }[kind];
    const output_index = this.#count++;
    const id = `${prefix}_${this.#facts.id}-${output_index}`;
    const open: OpenItem = { id, output_index, kind, callId: key, name, text: '' };
    this.#open.set(key, open);
    const item = itemOf(open, 'in_progress');
    const added = this.#write('response.output_item.added', { output_index, item });
    return [added, ...this.#contentPart(open, 'added')];
  }

  /** Adds to an item. */
  grow(key: string, delta: string): string[] {
    const open = this.#open.get(key);
    if (!open || delta === '') return [];
    open.text += delta;
    return [
      this.#write(`${textEvents[open.kind]}.delta`, { ...placeOf(open), delta, ...logprobs(open) }),
    ];
  }

  /** Ends an item. */
  end(key: string): string[] {
    const open = this.#open.get(key);
    if (!open) return [];
    this.#open.delete(key);
    const { output_index, text, kind, name } = open;
    const item = itemOf(open, 'completed');
    this.output[output_index] = item;
    const whole = kind === 'call' ? { name, arguments: text || '{}' } : { text, ...logprobs(open) };
    return [
      this.#write(`${textEvents[kind]}.done`, { ...placeOf(open), ...whole }),
      ...this.#contentPart(open, 'done'),
      this.#write('response.output_item.done', { output_index, item }),
    ];
  }

  /** Ends a call, whose input may have come as a whole. */
  endCall(key: string, name: string, input: unknown): string[] {
    const begun = this.#open.has(key) ? [] : this.start(key, 'call', name);
    const whole = this.#open.get(key)?.text === '' ? this.grow(key, argumentsOf(input)) : [];
    return [...begun, ...whole, ...this.end(key)];
  }

  /** Ends what is open. */
  endAll(): string[] {
    return [...this.#open.keys()].flatMap((key) => this.end(key));
  }

  #contentPart(open: OpenItem, step: 'added' | 'done'): string[] {
    if (open.kind !== 'text') return [];
    const part = textContent(open.text);
    return [this.#write(`response.content_part.${step}`, { ...placeOf(open), part })];
  }
}

const textEvents: Readonly<Record<Kind, string>> = {
  text: 'response.output_text',
  reasoning: 'response.reasoning_text',
  call: 'response.function_call_arguments',
};

function placeOf({ id, output_index, kind }: OpenItem): object {
  return { item_id: id, output_index, ...(kind !== 'call' && { content_index: 0 }) };
}

function logprobs({ kind }: OpenItem): object {
  return kind === 'text' ? { logprobs: [] } : {};
}

function itemOf(open: OpenItem, status: 'in_progress' | 'completed'): ResponseItem {
  const { id, kind, text } = open;
  if (kind === 'text') return textItem(id, text, status);
  if (kind === 'reasoning') return reasoningItem(id, text, status);
  return callItem(open, status === 'completed' ? text || '{}' : text, status);
}

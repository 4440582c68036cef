import { at, isRecord, textAt } from '../protocol/json.ts';
import type { AnswerWriter } from './answer-writer.ts';
import { listOf, type JsonObject } from './json-dialect.ts';

/**
 * Keeps what OpenRouter and LiteLLM want back of a reasoning, with the reasoning it belongs to: `reasoning_details`, whose pieces
 * are put together, and Anthropic's `thinking_blocks`.
 */
export class ReasoningDetails {
  readonly #answer: AnswerWriter;
  #details: unknown[] = [];
  // What came in the middle of a text, which is not to be cut for it.
  #late: unknown[] = [];
  #redacted = 0;

  constructor(answer: AnswerWriter) {
    this.#answer = answer;
  }

  /** Takes what a delta says beside its reasoning, which has been written. */
  read({ reasoning_details: details, thinking_blocks: blocks }: JsonObject): void {
    for (const block of listOf(blocks)) this.#readBlock(block);
    const news = listOf(details).filter(isRecord);
    if (news.length === 0) return;
    if (this.#answer.openKind === 'text') this.#late.push(...news);
    else this.#add(news);
  }

  /** Keeps what is left at the end of the answer. */
  settle(): void {
    if (this.#late.length > 0) this.#add([]);
  }

  /** A reasoning is about to begin or go on. */
  #add(news: readonly unknown[]): void {
    if (this.#answer.openKind !== 'reasoning' || this.#details.length === 0) this.#details = [];
    for (const detail of [...this.#late.splice(0), ...news]) join(this.#details, detail);
    const details = [...this.#details];
    this.#answer.sign('reasoning', { openrouter: { reasoning_details: details } });
  }

  #readBlock(block: unknown): void {
    const signature = textAt(block, 'signature');
    const redactedData = at(block, 'data');
    if (signature) this.#answer.sign('reasoning', { anthropic: { signature } });
    else if (redactedData !== undefined) {
      const id = `redacted-${this.#redacted++}`;
      this.#answer.sign('reasoning', { anthropic: { redactedData } }, { id });
    }
  }
}

// Text comes in pieces, and its signature with or after the last; all else is whole.
function join(details: unknown[], detail: unknown): void {
  const last = details.at(-1);
  const type = textAt(detail, 'type');
  const isOne =
    /^reasoning\.(?:text|summary)$/.test(type) &&
    at(last, 'type') === type &&
    at(last, 'index') === at(detail, 'index') &&
    !(at(last, 'signature') && textAt(detail, 'text'));
  if (!isOne || !isRecord(last) || !isRecord(detail)) {
    details.push(detail);
    return;
  }
  const joined: Record<string, unknown> = { ...last };
  for (const [name, value] of Object.entries(detail)) {
    const isText = name === 'text' || name === 'summary';
    const before = joined[name];
    if (isText && typeof before === 'string' && typeof value === 'string')
      joined[name] = before + value;
    else if (value !== null && value !== undefined) joined[name] = value;
  }
  details[details.length - 1] = joined;
}

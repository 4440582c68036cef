import type { ChatEvent, FinishReason, ProviderMetadata } from '../protocol/chat-event.ts';
import type { MessageMetadata } from '../protocol/chat-message.ts';
import type { DialectOptions, ReasoningMode } from './dialect.ts';
import type { Failure } from './failure.ts';
import { PartWriter, type PartFacts } from './part-writer.ts';
import { ReasoningSplitter } from './reasoning-splitter.ts';
import { SourceEvents } from './source-events.ts';
import { ToolWriter } from './tool-writer.ts';

export type { PartFacts } from './part-writer.ts';

/**
 * Writes the events of one answer for a dialect, and sets the borders of its parts, which most
 * formats leave out: one text or reasoning part is open at a time.
 */
export class AnswerWriter {
  readonly tools: ToolWriter = new ToolWriter(this);
  /** Whether a terminal event was written; nothing follows it. */
  isEnded = false;
  /** Whether any part was written. */
  isEmpty = true;
  #events: ChatEvent[] = [];
  #isStarted = false;
  #metadata: MessageMetadata = {};
  readonly #part = new PartWriter((event) => this.#events.push(event));
  readonly #sources = new SourceEvents();
  #splitter: ReasoningSplitter | undefined;
  // The text and the reasoning of this step as they came, for a summary that repeats them.
  #said = { text: '', reasoning: '' };
  #pieces = 0;
  // Why the model stopped, by the provider's word and in its words.
  #reason = '';
  #words = '';

  constructor(reasoning: ReasoningMode = 'none', tags?: DialectOptions['reasoningTags']) {
    if (reasoning !== 'none') {
      this.#splitter = new ReasoningSplitter({ isOpen: reasoning === 'open', tags });
    }
  }

  /** Gives the events written since the last call. */
  take(): ChatEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }

  /** Writes an event that is no part of a text. */
  emit(event: ChatEvent): void {
    if (this.isEnded) return;
    if (!('transient' in event)) {
      this.isEmpty = false;
      this.#splitter?.keep();
    }
    this.#events.push(event);
  }

  /** Begins the message, once, when its id or its model is known and before its first part. */
  start(messageId: unknown, model?: unknown): void {
    const hasId = typeof messageId === 'string' && messageId !== '';
    const hasModel = typeof model === 'string' && model !== '';
    if (this.#isStarted || !this.isEmpty || this.isEnded || !(hasId || hasModel)) return;
    this.#isStarted = true;
    this.#events.push({
      type: 'start',
      ...(hasId && { messageId }),
      ...(hasModel && { messageMetadata: { model } }),
    });
  }

  /** Writes text of the answer, which may hold the tags of reasoning. */
  text(delta: string, facts?: PartFacts): void {
    this.#said.text += delta;
    if (delta) this.#pieces++;
    if (!this.#splitter) return this.write('text', delta, facts);
    if (delta) this.#writePieces(this.#splitter.push(delta), facts);
  }

  /** Writes text of the reasoning, which the format itself tells apart. */
  reasoning(delta: string, facts?: PartFacts): void {
    if (delta) this.#splitter?.stop();
    this.#said.reasoning += delta;
    this.write('reasoning', delta, facts);
  }

  /** Writes what a summary of the whole text or reasoning adds to what has come of it in this step; repeats nothing. */
  rest(kind: 'text' | 'reasoning', whole: string, facts?: PartFacts): void {
    const said = this.#said[kind];
    const isFirst = said.trim() === '';
    if (isFirst) this[kind](whole, facts);
    else if (whole.startsWith(said))
      this[kind](whole.slice(said.length), { id: this.#part.name, ...facts });
  }

  /** Writes the text of the frame that ends an answer: its last piece, or the whole once more. */
  last(text: string, facts?: PartFacts): void {
    const isWhole = this.#pieces > 1 && text.startsWith(this.#said.text);
    if (isWhole) this.rest('text', text, facts);
    else this.text(text, facts);
  }

  /** Says whether a text begins with all that has come of this step. */
  begins(whole: string): boolean {
    return whole.startsWith(this.#said.text);
  }

  /** Says whether text of this step, as it came, holds these words. */
  hasSaid(words: string): boolean {
    return this.#said.text.includes(words);
  }

  /** Begins another message of the same answer, as agents write them behind one address. */
  step(): void {
    this.close();
    this.tools.startStep();
    this.#said = { text: '', reasoning: '' };
    this.#pieces = 0;
    this.emit({ type: 'start-step' });
  }

  /** Writes a refusal: text that says of itself that it is one. */
  refusal(delta: string, provider = 'openai'): void {
    const id = 'refusal';
    this.write('text', delta, { id, providerMetadata: { [provider]: { refusal: true } } });
  }

  /** Writes a delta of one kind; opens a part, or closes the open one first, where needed. */
  write(kind: 'text' | 'reasoning', delta: string, facts?: PartFacts): void {
    if (!delta || this.isEnded) return;
    this.isEmpty = false;
    this.#events.push({ type: `${kind}-delta`, id: this.#part.enter(kind, facts), delta });
  }

  /** The kind of the part that is open. */
  get openKind(): 'text' | 'reasoning' | undefined {
    return this.#part.openKind;
  }

  /**
   * Keeps what the provider wants back with a text or a reasoning, beside what was kept before: with the open part if it is of
   * this kind and name, else with one that has no words.
   */
  sign(kind: 'text' | 'reasoning', providerMetadata: ProviderMetadata, facts?: PartFacts): void {
    if (this.isEnded) return;
    if (kind === 'reasoning') this.#splitter?.stop();
    this.isEmpty = false;
    this.#part.enter(kind, facts);
    this.#part.sign(providerMetadata);
  }

  /** Closes the open part, if there is one. */
  close(): void {
    if (this.#splitter) this.#writePieces(this.#splitter.flush());
    this.#splitter?.begin();
    this.#part.close();
  }

  /** Writes a source, once for each address. */
  source(url: string, title = ''): void {
    const event = this.#sources.page(url, title);
    if (event) this.emit(event);
  }

  /** Writes a document as a source, once for each id. */
  document(id: string, title: string, mediaType = 'text/plain'): void {
    const event = this.#sources.document(id, title, mediaType);
    if (event) this.emit(event);
  }

  /** Takes facts that the end of the message brings along. */
  metadata(facts: MessageMetadata): void {
    Object.assign(this.#metadata, facts);
  }

  /** Takes back all parts of this step, for a server that replaces its text. */
  reset(): void {
    this.close();
    this.#said.text = '';
    this.#events.push({ type: 'reset-step' });
  }

  /** Notes the provider's word for why the model stopped, and its words about that; told where the answer is empty or failed. */
  because(reason: unknown, words?: unknown): void {
    if (typeof reason === 'string' && reason) this.#reason = reason;
    if (typeof words === 'string' && words) this.#words = words;
  }

  /** Ends the answer as whole, with all that is still open. */
  finish(finishReason?: FinishReason): void {
    if (this.isEnded) return;
    // A reason that nobody knows, and no answer: that is no whole answer.
    const isNothing = finishReason === 'other' && this.isEmpty;
    const isRefused = finishReason === 'content-filter' && this.isEmpty;
    if (this.#words && (isNothing || isRefused || finishReason === 'error')) {
      return this.fail(this.#words);
    }
    if (isNothing)
      return this.fail(`The model stopped without an answer (${this.#reason}). Ask again.`);
    this.#closeAll();
    this.#events.push({
      type: 'finish',
      ...(finishReason && { finishReason }),
      ...(Object.keys(this.#metadata).length > 0 && { messageMetadata: this.#metadata }),
    });
    this.isEnded = true;
  }

  /** Ends the answer by the server's error. */
  fail(failure: string | Failure): void {
    if (this.isEnded) return;
    this.close();
    const facts = typeof failure === 'string' ? { errorText: failure } : failure;
    this.#events.push({ type: 'error', ...facts });
    this.isEnded = true;
  }

  /** Ends the answer as one that was cancelled. */
  abort(reason = ''): void {
    if (this.isEnded) return;
    this.close();
    this.#events.push({ type: 'abort', ...(reason && { reason }) });
    this.isEnded = true;
  }

  #closeAll(): void {
    this.close();
    this.tools.closeAll();
  }

  #writePieces(
    pieces: ReturnType<ReasoningSplitter['push']>,
    facts: PartFacts | undefined = { id: this.#part.name },
  ): void {
    for (const piece of pieces) {
      if (piece.kind !== 'retract') this.write(piece.kind, piece.delta, facts);
      else {
        this.#part.forget();
        this.#events.push({ type: 'reset-step' });
      }
    }
  }
}

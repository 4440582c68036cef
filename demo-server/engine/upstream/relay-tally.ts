import type { ChatEvent, FinishReason, MessageMetadata, MessageUsage } from 'rivulet/protocol';

/** Keeps what a model server says of a whole answer, and counts its pieces. */
export class RelayTally {
  /** Pieces of text, of reasoning and of calls: the model tokens, or fewer, as servers send one or several at once. */
  pieces = 0;
  reason: FinishReason = 'stop';
  #metadata: MessageMetadata = {};

  /** Takes the next event. Returns whether a reader sees something of it. */
  push(event: ChatEvent): boolean {
    switch (event.type) {
      case 'text-delta':
      case 'reasoning-delta':
      case 'tool-input-delta':
        this.pieces++;
        return true;
      case 'start':
      case 'message-metadata':
        this.#note(event.messageMetadata);
        return false;
      case 'finish':
        this.#note(event.messageMetadata);
        this.reason = event.finishReason ?? this.#metadata.finishReason ?? 'stop';
        return false;
      default:
        return true;
    }
  }

  /** The model tokens that the server has counted; empty where it has not. */
  get usage(): MessageUsage {
    return this.#metadata.usage ?? {};
  }

  /** What else it has said. Its times are of its own clock, and this server's own are told. */
  get metadata(): Readonly<Record<string, unknown>> {
    const { usage: _usage, timings: _timings, finishReason: _reason, ...rest } = this.#metadata;
    return rest;
  }

  #note(metadata: MessageMetadata | undefined): void {
    if (!metadata) return;
    const usage = { ...this.#metadata.usage, ...metadata.usage };
    const hasUsage = Object.keys(usage).length > 0;
    this.#metadata = { ...this.#metadata, ...metadata, ...(hasUsage && { usage }) };
  }
}

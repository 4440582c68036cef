import type { ChatEvent } from '../../protocol/chat-event.ts';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import { isTerminalEvent } from '../../protocol/chat-event.ts';
import type { RunSource } from '../runs/run.ts';

type Streamed = 'text' | 'reasoning';

interface OpenPart {
  readonly id: string;
  readonly type: Streamed;
}

/**
 * Makes the source of a run that goes on with what another process has written of it: a text that was broken off goes on as the
 * same part when the first thing that comes is text, and no id of a part is used for a second time.
 * @param mark Tells the ids of this source's parts from those before.
 */
export function goOn(source: RunSource, written: ChatMessage, mark: string): RunSource {
  return async function* write(task): AsyncGenerator<ChatEvent, void, undefined> {
    const seam = new Seam(written, mark);
    try {
      for await (const event of source(task)) yield* seam.pass(event);
    } finally {
      // The run itself closes what it has seen opened, and these were opened before it.
      yield* seam.close();
    }
  };
}

/** Where what was written and what is written meet. */
class Seam {
  readonly #mark: string;
  readonly #isStarted: boolean;
  /** What began before and has not ended; at most the part that goes on, once anything has come. */
  #open: readonly OpenPart[];
  #isJoined = false;
  /** What the source calls the part that goes on. */
  #joinedId: string | undefined;

  constructor(written: ChatMessage, mark: string) {
    this.#mark = mark;
    this.#isStarted = written.parts.length > 0;
    this.#open = written.parts.flatMap((part) => {
      if (part.type !== 'text' && part.type !== 'reasoning') return [];
      const { id, state, type } = part;
      return id !== undefined && state === 'streaming' ? [{ id, type }] : [];
    });
  }

  /** What becomes of an event of the source. */
  pass(event: ChatEvent): ChatEvent[] {
    if (isTerminalEvent(event)) return [...this.close(), event];
    if (event.type === 'message-metadata') return [event];
    if (event.type === 'start') return this.#isStarted ? [] : [event];
    // What was broken off in the middle of a step goes on in it.
    if (event.type === 'start-step' && !this.#isJoined && this.#open.length > 0) return [];
    const before = this.#isJoined ? [] : this.#join(event);
    return [...before, ...(isStreamed(event) ? this.#passStreamed(event) : [event])];
  }

  /** What ends the parts that are open. */
  close(): ChatEvent[] {
    const open = this.#open;
    this.#open = [];
    return open.map(({ id, type }) => ({ type: `${type}-end`, id }));
  }

  /** Goes on with an open part if the first thing that comes is of its kind; all others end. */
  #join(event: ChatEvent): ChatEvent[] {
    this.#isJoined = true;
    const part = this.#open.find(({ type }) => event.type === `${type}-start`);
    if (!part || !isStreamed(event)) return this.close();
    this.#joinedId = event.id;
    this.#open = this.#open.filter((each) => each !== part);
    const ends = this.close();
    this.#open = [part];
    return ends;
  }

  #passStreamed(event: StreamedEvent): ChatEvent[] {
    const [part] = this.#open;
    if (!part || event.id !== this.#joinedId) {
      return [{ ...event, id: `${this.#mark}-${event.id}` }];
    }
    if (event.type === `${part.type}-start`) return [];
    return event.type === `${part.type}-end` ? this.close() : [{ ...event, id: part.id }];
  }
}

type StreamedEvent = Extract<
  ChatEvent,
  { readonly type: `${Streamed}-${'start' | 'delta' | 'end'}` }
>;

function isStreamed(event: ChatEvent): event is StreamedEvent {
  return /^(?:text|reasoning)-(?:start|delta|end)$/.test(event.type);
}

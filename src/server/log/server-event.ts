import type { MessageEnd } from '../../protocol/chat-message.ts';
import type { MessageUsage } from '../../protocol/message-metadata.ts';
import type { ChatQuestion } from '../answers/answer.ts';

/** What happens in a chat server, for a log. Nothing of it says what anybody has written. */
export type ServerEvent = CallEvent | RunStartEvent | RunEndEvent;

/** A call was answered; a stream goes on after that. */
export interface CallEvent {
  readonly type: 'call';
  /** The method of the call. */
  readonly method: string;
  /** The path of its address, without its query. */
  readonly path: string;
  /** The status of the answer. */
  readonly status: number;
  /** The code of the error that was answered with; absent where there was none. */
  readonly code?: string | undefined;
  /** How long it took until the answer began, in milliseconds. */
  readonly ms: number;
}

/** What is told of each run. */
interface RunFacts {
  /** The name of the run. */
  readonly runId: string;
  /** The name of the chat. */
  readonly chatId: string;
  /** Who asks, as the option `owner` says it. */
  readonly owner: string;
}

/** An answer begins to be written. */
export interface RunStartEvent extends RunFacts {
  readonly type: 'start';
  /** Whether the question is new or an answer is wanted anew. */
  readonly trigger: ChatQuestion['trigger'];
}

/** An answer is over. */
export interface RunEndEvent extends RunFacts {
  readonly type: 'end';
  /** How it ended. */
  readonly end: MessageEnd;
  /** The model tokens, where the answer told them. */
  readonly usage: MessageUsage | undefined;
  /** How long it took from its question on, in milliseconds. */
  readonly ms: number;
}

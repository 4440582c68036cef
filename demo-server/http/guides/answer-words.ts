import type { ChatEvent, FinishReason } from 'rivulet/protocol';
import type { ToldToken } from '../../runs/answer-events.ts';

/** How an answer of the model is told in the words of one guide; each says the frames of one thing. */
export interface AnswerWords {
  /** What is told first. @default nothing */
  readonly begin?: string;
  readonly text?: (text: string) => string;
  /** In place of `text`, for a run that tells its model tokens. */
  readonly token?: (token: ToldToken) => string;
  readonly end: (reason: FinishReason, outputTokens: number) => string;
  readonly stopped: (outputTokens: number) => string;
  readonly failed: (message: string) => string;
}

/** Tells the events of a run in the words of a guide. What else an answer has, these formats have no word for. */
export function tellAnswer(words: AnswerWords): (event: ChatEvent) => string {
  let outputTokens = 0;
  return (event) => {
    switch (event.type) {
      case 'start':
        return words.begin ?? '';
      case 'text-delta':
        return words.text?.(event.delta) ?? '';
      case 'data-token': {
        const told = event.data as ToldToken;
        outputTokens = told.outputTokens;
        return words.token?.(told) ?? '';
      }
      case 'finish': {
        const { outputTokens: counted = 0 } = event.messageMetadata?.usage ?? {};
        return words.end(event.finishReason ?? 'stop', Math.max(counted, outputTokens));
      }
      case 'abort':
        return words.stopped(outputTokens);
      case 'error':
        return words.failed(event.errorText);
      default:
        return '';
    }
  };
}

import type { ChatQuestion } from '../answers/answer.ts';

/** What a chat is to be named after. */
export type TitleQuestion = Pick<
  ChatQuestion,
  /** The question and its answer. */
  'messages' | 'chatId' | 'owner' | 'request' | 'signal'
>;

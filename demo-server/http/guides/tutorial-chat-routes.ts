import { Hono } from 'hono';
import { z } from 'zod';
import { checkPlace, startForeignRun } from '../foreign/foreign-run.ts';
import { foreignMessages } from '../foreign/foreign-messages.ts';
import { openaiChat } from '../foreign/openai-messages.ts';
import type { AnswerWords } from './answer-words.ts';
import { answerIn, dataFrame, type GuideServices } from './guide-answer.ts';
import { choiceFields, chosen, readFields } from './guide-fields.ts';

const chatRequest = z.looseObject({ messages: foreignMessages, ...choiceFields });

const seconds = () => Date.now() / 1000;

// Frames of data alone: this guide's client takes each block for one line.
const words: AnswerWords = {
  text: (content) => dataFrame({ type: 'content', content, timestamp: seconds() }),
  end: (reason) => dataFrame({ type: 'complete', finish_reason: reason }),
  stopped: () => dataFrame({ type: 'complete', finish_reason: 'cancelled' }),
  failed: (message) => dataFrame({ type: 'error', message, error_code: 'server' }),
};

/** A chat by its messages: `/api/chat/stream` in frames of content, complete and error. */
export function tutorialChatRoutes(guide: GuideServices): Hono {
  const { services, streams } = guide;
  const routes = new Hono();
  routes.post('/api/chat/stream', async (context) => {
    const { messages, ...fields } = await readFields(context, chatRequest, 'messages');
    checkPlace(context, streams);
    const chat = openaiChat(messages, services.engine.info.accepts ?? []);
    const run = await startForeignRun(context, services, { chat, options: chosen(fields) });
    return answerIn(words, { context, guide, run });
  });
  return routes;
}

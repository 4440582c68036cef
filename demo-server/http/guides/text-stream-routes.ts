import { Hono, type Context } from 'hono';
import { ChatError } from 'rivulet/protocol';
import { z } from 'zod';
import type { ToldToken } from '../../runs/answer-events.ts';
import type { AnswerWords } from './answer-words.ts';
import {
  answerIn,
  askModel,
  dataFrame,
  namedFrame,
  plainText,
  type GuideServices,
} from './guide-answer.ts';
import { askedText, choiceFields, chosen, readFields } from './guide-fields.ts';

const asked = { prompt: askedText, ...choiceFields };
const textRequest = z.looseObject(asked);
// As much as the guide writes where nobody says.
const tokenRequest = z.looseObject({
  ...asked,
  max_tokens: choiceFields.max_tokens.default(100),
});

type TokenFields = z.infer<typeof tokenRequest>;

const failed = (error: string) => dataFrame({ type: 'error', error, error_type: 'ChatError' });

const textWords: AnswerWords = {
  text: (token) => dataFrame({ token }),
  end: () => dataFrame({ done: true }),
  stopped: () => dataFrame({ done: true, cancelled: true }),
  failed,
};

/** Model tokens by themselves. @param frame Writes one frame; what kind it is stands in its name. */
function tokenWords(frame: (name: 'token' | 'complete', data: object) => string): AnswerWords {
  const whole = (generated: number) =>
    frame('complete', {
      token: '',
      token_id: null,
      generated_tokens: generated,
      is_complete: true,
    });
  return {
    token: ({ token, tokenId, outputTokens }: ToldToken) =>
      frame('token', {
        token,
        token_id: tokenId,
        generated_tokens: outputTokens,
        is_complete: false,
      }),
    end: (_reason, outputTokens) => whole(outputTokens),
    stopped: whole,
    failed,
  };
}

const unnamed = tokenWords((_name, data) => dataFrame(data));
const named: AnswerWords = {
  ...tokenWords(namedFrame),
  begin: namedFrame('start', { message: 'Starting generation' }),
  failed: (error) => namedFrame('error', { type: 'error', error, error_type: 'ChatError' }),
};

/** Text by a prompt: `/stream_text`, `/generate_stream` and `/safe_stream` in frames, `/generate-stream` as it is. */
export function textStreamRoutes(guide: GuideServices): Hono {
  const routes = new Hono();
  const tokens = async (
    context: Context,
    words: AnswerWords,
    request: z.ZodType<TokenFields> = tokenRequest,
  ) => {
    const { prompt, ...fields } = await readFields(context, request);
    const question = { prompt, options: chosen(fields), tellsTokens: true };
    return answerIn(words, { context, guide, run: await askModel(context, guide, question) });
  };
  routes.on(['POST', 'GET'], '/stream_text', async (context) => {
    const { prompt, ...fields } = await readFields(context, textRequest);
    const run = await askModel(context, guide, { prompt, options: chosen(fields) });
    return answerIn(textWords, { context, guide, run });
  });
  routes.post('/generate_stream', (context) => tokens(context, named));
  // `EventSource` hears frames without a name alone, and the guide's client asks nothing in particular.
  const { suggestions } = guide.services.engine.info;
  const anyPrompt = tokenRequest.extend({ prompt: askedText.default(suggestions[0] ?? 'Hello') });
  routes.get('/generate_stream', (context) => tokens(context, unnamed, anyPrompt));
  routes.on(['POST', 'GET'], '/safe_stream', (context) => tokens(context, unnamed));
  routes.post('/generate-stream', async (context) => {
    const { prompt, ...fields } = await readFields(context, textRequest);
    const run = await askModel(context, guide, { prompt, options: chosen(fields) });
    return answerIn(plainAnswer(prompt), { context, guide, run, framing: plainText });
  });
  return routes;
}

function plainAnswer(prompt: string): AnswerWords {
  return {
    begin: `Prompt: ${prompt}\n\nGenerated text: `,
    text: (text) => text,
    end: () => '\n\n[Generation complete]',
    stopped: () => '\n\n[Generation stopped]',
    failed(message) {
      throw new ChatError('server', message);
    },
  };
}

import { DurableObject } from 'cloudflare:workers';
import { createChatServer } from 'rivulet/server';
import { standIn } from './stand-in.ts';

interface Env {
  readonly ANSWERS: DurableObjectNamespace<Answers>;
}

/**
 * Writes the answers of one visitor. All his tabs come to this one object, so its memory is the place for them; and since
 * it stays while something is pending, as it is while an answer is written, an answer outlives its readers.
 */
export class Answers extends DurableObject<Env> {
  readonly #chat = createChatServer({
    answer: ({ messages, signal }) => standIn(messages, signal),
    // A real model instead, `upstream` being another export of `rivulet/server`:
    // answer: upstream({ baseUrl: 'https://api.openai.com/v1', model: 'gpt-5-mini', apiKey: this.env.OPENAI_API_KEY }),
    owner: () => 'visitor', // nobody else is sent here
  });

  override fetch(request: Request): Promise<Response> {
    return this.#chat.fetch(request);
  }
}

export default {
  async fetch(request, { ANSWERS }): Promise<Response> {
    const cookies = request.headers.get('cookie') ?? '';
    const known = /(?:^|;\s*)visitor=([\w-]{36})(?:;|$)/.exec(cookies)?.[1];
    const visitor = known ?? crypto.randomUUID();
    const answer = await ANSWERS.getByName(visitor).fetch(request);
    if (known !== undefined) return answer;
    const response = new Response(answer.body, answer);
    const attributes = 'Max-Age=31536000; Path=/; HttpOnly; SameSite=Strict';
    const secure = request.url.startsWith('https:') ? '; Secure' : '';
    response.headers.append('set-cookie', `visitor=${visitor}; ${attributes}${secure}`);
    return response;
  },
} satisfies ExportedHandler<Env>;

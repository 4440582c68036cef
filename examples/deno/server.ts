import { createChatServer } from 'rivulet/server';
import { standIn } from './stand-in.ts';

const chat = createChatServer({
  answer: ({ messages, signal }) => standIn(messages, signal),
  // A real model instead, `upstream` being another export of `rivulet/server`:
  // answer: upstream({ baseUrl: 'https://api.openai.com/v1', model: 'gpt-5-mini', apiKey: Deno.env.get('OPENAI_API_KEY') }),
});

Deno.serve({ port: Number(Deno.env.get('PORT') ?? 3000) }, (request) => {
  const { pathname } = new URL(request.url);
  return pathname.startsWith('/api/') ? chat.fetch(request) : file(pathname);
});

const types: Record<string, string> = { css: 'text/css', html: 'text/html', js: 'text/javascript' };

/** A file of the page that Vite has built; the address has no `..` in it any more. */
async function file(pathname: string): Promise<Response> {
  const path = pathname === '/' ? '/index.html' : pathname;
  const type = types[path.split('.').pop() ?? ''] ?? 'application/octet-stream';
  try {
    return new Response((await Deno.open(`dist${path}`)).readable, {
      headers: { 'content-type': type },
    });
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return new Response('Not found', { status: 404 });
    throw error;
  }
}

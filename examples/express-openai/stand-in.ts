import type { Request, Response } from 'express';

/**
 * Stands in for OpenAI, so that the example runs without a key: it counts when it is asked to, and else says the question
 * back. It reports to the terminal, where one sees that a stop reaches it.
 */
export async function standIn(request: Request, response: Response): Promise<void> {
  const question: string = request.body.messages.at(-1).content;
  console.log(`model: asked “${question}”`);
  if (question === 'Fail') {
    response.status(503).json({ error: { message: 'The model is busy. Ask again soon.' } });
    return;
  }
  response.on('close', () =>
    console.log(response.writableFinished ? 'model: done' : 'model: stopped'),
  );
  const [count] = /\d+/.exec(question) ?? [];
  const words = count
    ? Array.from({ length: Number(count) }, (_, i) => i + 1)
    : ['You', 'said:', `**${question}**`];
  response.type('text/event-stream');
  for (const word of words) {
    if (response.destroyed) return;
    response.write(chunk({ content: `${word} ` }));
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
  response.end(`${chunk({}, 'stop')}data: [DONE]\n\n`);
}

function chunk(delta: object, finish_reason: string | null = null): string {
  const choices = [{ index: 0, delta, finish_reason }];
  return `data: ${JSON.stringify({ id: '1', object: 'chat.completion.chunk', created: 0, model: 'stand-in', choices })}\n\n`;
}

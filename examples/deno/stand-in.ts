import { ChatError, messageText, type ChatMessage } from 'rivulet/protocol';

/**
 * Stands in for a model, so that the example runs without a key: it counts when it is asked to, and else says the question
 * back. It reports to the terminal, where one sees that a stop reaches it.
 */
export async function* standIn(messages: readonly ChatMessage[], signal: AbortSignal) {
  const question = messageText(messages[messages.length - 1]);
  console.log(`model: asked “${question}”`);
  signal.addEventListener('abort', () => console.log('model: stopped'));
  if (question === 'Fail') throw new ChatError('overloaded', 'The model is busy. Ask again soon.');
  const [count] = /\d+/.exec(question) ?? [];
  const words = count
    ? Array.from({ length: Number(count) }, (_, i) => i + 1)
    : ['You', 'said:', `**${question}**`];
  for (const word of words) {
    if (signal.aborted) return;
    yield `${word} `;
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
  console.log('model: done');
}

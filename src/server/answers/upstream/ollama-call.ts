import { base64Of, bearer, turnsOf, type WriteCall } from './format-call.ts';
import { functionTool } from './openai-chat-call.ts';
import type { AnswerStep } from './tool-turns.ts';

/** `POST /api/chat` of Ollama. */
export const ollamaCall: WriteCall = (messages, { model, apiKey }, tools) => ({
  path: '/api/chat',
  headers: bearer(apiKey),
  body: {
    model,
    stream: true,
    ...(tools.length > 0 && { tools: tools.map(functionTool) }),
    messages: turnsOf(
      messages,
      (content, pictures, role) => ({
        role,
        content,
        ...(pictures.length > 0 && { images: pictures.map(({ url }) => base64Of(url)) }),
      }),
      writeStep,
    ),
  },
});

function writeStep({ text, calls }: AnswerStep): object[] {
  const asked = calls.map(({ name, input }) => ({ function: { name, arguments: input } }));
  return [
    { role: 'assistant', content: text, tool_calls: asked },
    ...calls.map(({ name, output }) => ({ role: 'tool', tool_name: name, content: output })),
  ];
}
